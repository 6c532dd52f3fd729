/** Starts the behaviour that an element names: <div data-behaviour="focus-on-load">. Pages work without any of them. */
import { answerDesk } from './behaviours/answer-desk.ts';
import { answerGate } from './behaviours/answer-gate.ts';
import { atItem } from './behaviours/at-item.ts';
import { catalogueSearch } from './behaviours/catalogue-search.ts';
import { characterCount } from './behaviours/character-count.ts';
import { copyLink } from './behaviours/copy-link.ts';
import { findTicks } from './behaviours/find-ticks.ts';
import { focusOnLoad } from './behaviours/focus-on-load.ts';
import { forgetTyped, keepTyped } from './behaviours/keep-typed.ts';
import { forgetAnswers, keptAnswer } from './behaviours/kept-answer.ts';
import { liveUpdates } from './behaviours/live-updates.ts';
import { moreActions } from './behaviours/more-actions.ts';
import { printPage } from './behaviours/print-page.ts';
import { sendInParts } from './behaviours/send-in-parts.ts';
import { submitOnce } from './behaviours/submit-once.ts';
import { textBlocks } from './behaviours/text-blocks.ts';
import { warnUnsaved } from './behaviours/warn-unsaved.ts';
import { workKeys } from './behaviours/work-keys.ts';
import { loadAnewLater } from './load-anew.ts';

type Behaviour = (element: HTMLElement) => void;

/** Script of live pages comes only where there is one. */
const live: Record<string, Behaviour> = {
  'dialogue-room': (element) =>
    void import('./dialogues/room/room.ts').then(({ room }) => room(element, start)),
  'dialogue-console': (element) =>
    void import('./dialogues/console/console.ts').then((it) => it.moderatorConsole(element, start)),
  'minutes-parts': (element) =>
    void import('./dialogues/minutes/minutes.ts').then(({ minutesParts }) => minutesParts(element)),
  'panel-desk': (element) =>
    void import('./dialogues/panel/desk.ts').then(({ panelDesk }) => panelDesk(element, start)),
  // Its script, too, comes in parts: where the server ends in between, nobody is there to load the page anew.
  'dialogue-screen': (element) =>
    void import('./dialogues/room/screen.ts').then(({ screen }) => screen(element)).catch(loadAnewLater),
};

const behaviours: Record<string, Behaviour> = {
  ...live,
  'api-reference': (element) =>
    void import('./behaviours/api-reference.ts').then(({ apiReference }) => apiReference(element)),
  'verify-record': (element) =>
    void import('./behaviours/verify-record.ts').then(({ verifyRecord }) => verifyRecord(element)),
  'prove-work': (element) =>
    void import('./behaviours/prove-work.ts').then(({ proveWork }) => proveWork(element as HTMLFormElement)),
  passkey: (element) =>
    void import('./behaviours/passkey.ts').then(({ passkeyForm }) => passkeyForm(element as HTMLFormElement)),
  'answer-desk': answerDesk,
  'answer-gate': answerGate,
  'at-item': atItem,
  'catalogue-search': catalogueSearch,
  'character-count': characterCount,
  'copy-link': copyLink,
  'find-ticks': findTicks,
  'focus-on-load': focusOnLoad,
  'forget-answers': forgetAnswers,
  'forget-typed': forgetTyped,
  'keep-typed': keepTyped,
  'kept-answer': keptAnswer,
  'live-updates': liveUpdates,
  'more-actions': moreActions,
  'print-page': printPage,
  'send-in-parts': sendInParts,
  'submit-once': submitOnce,
  'text-blocks': textBlocks,
  'warn-unsaved': warnUnsaved,
  'work-keys': workKeys,
};

/** Of the page, and of what a behaviour puts into it later. */
function start(root: ParentNode): void {
  for (const element of root.querySelectorAll<HTMLElement>('[data-behaviour]'))
    for (const name of element.dataset['behaviour']!.split(' ')) behaviours[name]?.(element);
}

// A page that a form was answered with has the address of the form's page: Back and reload open that one.
const { shownAt } = document.body.dataset;
if (shownAt) window.history.replaceState(window.history.state, '', shownAt);

start(document);

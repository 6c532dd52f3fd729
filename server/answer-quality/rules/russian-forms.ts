import type { Word } from './words.ts';

const PREFIX = /^(?:вы|по|за|с|у|от|при|пере|на|об|про|раз|рас|ис|из|вз|до|под|обо|ото|со|вос|воз)/;
const FUTURE = /(?:ет|ит|ут|ют|ат|ят|ем|им|ете|ите)(?:ся|сь)?$/;
const UNFINISHED = /(?:ает|яет|ует|ают|яют|уют|аем|яем|уем|аете|яете|уете|ивае|ывае|еет|еют)/;
/** Nouns and adjectives that look like such a form: "постановлением", "следующим". */
const NOMINAL = /(?:ием|ьем|телем|цем|ским|щим|шим|ним|вым|ным|ент|инет|арат|овет|чет|ует)$/;
const PAST = /(?:л|ла|ло|ли)(?:ся|сь)?$|(?:ан|ана|ано|аны|ен|ена|ено|ены|ят|ята|ято|яты|ыт|ыта|ыто|ыты)$/;

/**
 * Russian shows a promise by a finished verb in the present form ("поставят") and a result by a past form
 * or a short participle ("заменён"), so endings tell what no list of words can hold.
 */
export function addRussianForms(words: Word[], cues: Map<string, number>): void {
  for (const { form } of words) {
    const { text } = form;
    if (text.length < 6 || form.capital || form.number || !PREFIX.test(text)) continue;
    if (FUTURE.test(text) && !NOMINAL.test(text) && !UNFINISHED.test(text.slice(3))) count(cues, 'future');
    else if (PAST.test(text)) count(cues, 'done');
  }
}

function count(cues: Map<string, number>, name: string): void {
  cues.set(name, (cues.get(name) ?? 0) + 1);
}

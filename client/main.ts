/** Starts the behaviour that an element names: <div data-behaviour="focus-on-load">. Pages work without any of them. */
import { catalogueSearch } from './behaviours/catalogue-search.ts';
import { characterCount } from './behaviours/character-count.ts';
import { focusOnLoad } from './behaviours/focus-on-load.ts';
import { submitOnce } from './behaviours/submit-once.ts';

type Behaviour = (element: HTMLElement) => void;

const behaviours: Record<string, Behaviour> = {
  'catalogue-search': catalogueSearch,
  'character-count': characterCount,
  'focus-on-load': focusOnLoad,
  'submit-once': submitOnce,
};

for (const element of document.querySelectorAll<HTMLElement>('[data-behaviour]'))
  for (const name of element.dataset['behaviour']!.split(' ')) behaviours[name]?.(element);

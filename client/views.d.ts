/** See live-views.mjs. */
declare module '*.hbs' {
  const view: import('./drawing.ts').View;
  export default view;
}

declare module 'live-texts' {
  const texts: Record<string, () => Promise<{ default: Record<string, string> }>>;
  export default texts;
}

/** Typed by its whole package only. */
declare module 'handlebars/runtime.js' {
  import Handlebars from 'handlebars';
  export default Handlebars;
}

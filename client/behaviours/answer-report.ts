import fieldFindings from '../../views/feedback/answering/_field-findings.hbs';
import findings from '../../views/feedback/answering/_findings.hbs';
import { drawing } from '../drawing.ts';
import { swap } from '../swap.ts';

export type Show = (form: HTMLFormElement, report: object) => void;

/** Draws what the check says with the templates of the page: beside the form, and under each field that it means. */
export async function reportShown(): Promise<Show> {
  const { draw } = await drawing();
  return (form, report) => {
    const beside = form.dataset['form'];
    const whole = form.querySelector('.answer-live')?.firstElementChild;
    if (whole) swap(whole, draw(findings, { report, beside }));
    for (const place of form.querySelectorAll<HTMLElement>('[data-findings-of]'))
      swap(place, draw(fieldFindings, { report, name: place.dataset['findingsOf'] }));
  };
}

/** The one policy by which text becomes elements; the policy of our pages (`trusted-types`) names no other. */
const POLICY = 'city';

/** As browsers know it that have Trusted Types; others take the text as it is. */
interface Policies {
  createPolicy(
    name: string,
    rules: { createHTML(text: string): string },
  ): { createHTML(text: string): string };
}

export const policies = (window as { trustedTypes?: Policies }).trustedTypes;
// Nothing is made anew here: our own templates escape what people have typed. All ways to the policy stand in this file.
const trusted = policies?.createPolicy(POLICY, { createHTML: (text) => text }) ?? {
  createHTML: (text) => text,
};

/** The one element of what a template of ours was drawn as. */
export function elementOf(drawn: string): HTMLElement {
  const template = document.createElement('template');
  template.innerHTML = trusted.createHTML(drawn);
  return document.adoptNode(template.content.firstElementChild as HTMLElement);
}

/** A page of this site as it was fetched: to take parts of it. Its script does not run. */
export async function pageIn(response: Response): Promise<Document> {
  // Whatever else may be fetched one day: a page from elsewhere becomes none of ours.
  if (new URL(response.url).origin !== location.origin) throw new Error('a page from elsewhere');
  return new DOMParser().parseFromString(trusted.createHTML(await response.text()), 'text/html');
}

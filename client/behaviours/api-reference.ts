import type { SwaggerProps, SwaggerSystem } from 'swagger-ui-dist/swagger-ui-es-bundle.js';
import { policies } from '../markup.ts';

/** Puts the list of calls where the page has it as text; with buttons to try them. */
export async function apiReference(element: HTMLElement): Promise<void> {
  const { description, style } = element.dataset;
  element.setAttribute('aria-busy', 'true');
  letItDraw();
  const { default: SwaggerUI } = await import('swagger-ui-dist/swagger-ui-es-bundle.js');
  await styled(style!);
  // It knows light only.
  element.dataset['theme'] = 'light';
  SwaggerUI({
    url: description!,
    domNode: element,
    // Its deep links stand inside of buttons: nobody could tell one from the other by key or screen reader.
    deepLinking: false,
    onComplete: () => element.removeAttribute('aria-busy'),
    plugins: [ourLayout],
    layout: 'CallsOfThePage',
    syntaxHighlight: { activated: false },
    docExpansion: 'list',
    defaultModelsExpandDepth: 0,
    // A validator elsewhere would be told what is read here.
    validatorUrl: null,
    // Calls go to where the page comes from: the policy of its content allows no other place.
    requestInterceptor: (request: { url: string }) => ({ ...request, url: hereOf(request.url) }),
    supportedSubmitMethods: ['get', 'post', 'put'],
  });
}

/** Its own layout is a second main part of a page that has one, with a title that stands above already. */
function ourLayout({ React, getComponent }: SwaggerSystem) {
  const draw = React.createElement;
  const one = (name: string) => draw(getComponent(name, true));
  const CallsOfThePage = ({ specSelectors }: SwaggerProps) =>
    specSelectors.loadingStatus() === 'success'
      ? draw(
          'div',
          { className: 'swagger-ui' },
          one('SvgAssets'),
          one('AuthorizeBtnContainer'),
          one('operations'),
        )
      : null;
  return { components: { CallsOfThePage } };
}

/** It makes elements of text by itself, cleaned before. The policy of this page alone allows that, and runs no script in them. */
function letItDraw(): void {
  policies?.createPolicy('default', { createHTML: (text) => text });
}

function hereOf(address: string): string {
  const { pathname, search } = new URL(address, location.href);
  return location.origin + pathname + search;
}

function styled(address: string): Promise<unknown> {
  const link = document.createElement('link');
  link.rel = 'stylesheet';
  link.href = address;
  const loaded = new Promise((resolve) => link.addEventListener('load', resolve));
  document.head.append(link);
  return loaded;
}

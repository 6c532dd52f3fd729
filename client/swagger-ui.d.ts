/** As much of it as the page of the API uses. */
declare module 'swagger-ui-dist/swagger-ui-es-bundle.js' {
  export default function SwaggerUI(options: {
    url: string;
    domNode: HTMLElement;
    [option: string]: unknown;
  }): unknown;
}

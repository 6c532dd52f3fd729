/** As much of it as the page of the API uses. */
declare module 'swagger-ui-dist/swagger-ui-es-bundle.js' {
  type Component = unknown;
  /** What plugins are given. */
  export interface SwaggerSystem {
    React: { createElement(type: Component, props?: object | null, ...children: unknown[]): unknown };
    getComponent(name: string, isContainer?: boolean): Component;
  }
  /** What a layout is given. */
  export interface SwaggerProps {
    specSelectors: { loadingStatus(): string | undefined };
  }
  export default function SwaggerUI(options: {
    url: string;
    domNode: HTMLElement;
    [option: string]: unknown;
  }): unknown;
}

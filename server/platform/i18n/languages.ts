/** Languages in which people write and answers are checked; the catalogue has its names in all three. */
export const CONTENT_LANGUAGES = ['vi', 'en', 'ru'] as const;
export type ContentLanguage = (typeof CONTENT_LANGUAGES)[number];
/** A name or text in all three. */
export type Trilingual = Record<ContentLanguage, string>;

/** The code of a language of the pages, such as 'vi'. */
export type Language = string;

/** The text for a reader of the pages; Vietnamese where it does not exist in that language. */
export function textIn(texts: Trilingual, language: Language): string;
export function textIn(texts: Partial<Trilingual> | undefined, language: Language): string | undefined;
export function textIn(texts: Partial<Trilingual> | undefined, language: Language): string | undefined {
  return texts?.[language as ContentLanguage] ?? texts?.vi;
}

/** The language of the pages if people can write in it; else Vietnamese. */
export function contentLanguage(language: Language): ContentLanguage {
  return CONTENT_LANGUAGES.find((each) => each === language) ?? 'vi';
}

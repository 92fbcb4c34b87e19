/** Monaco's own definition of Python, which comes without types. */
declare module "monaco-editor/languages/definitions/python/python.js" {
  export const conf: import("monaco-editor").languages.LanguageConfiguration;
}

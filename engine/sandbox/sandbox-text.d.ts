/** `?sandbox-text`: the module and all it imports, bundled to one classic script. Made by the Vite plugin of that name. */
declare module "*?sandbox-text" {
  const text: string;
  export default text;
}

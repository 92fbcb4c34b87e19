/** `virtual:python-docs/…`: the public names of Python packages. Made by the Vite plugin of that name. */
declare module "virtual:python-docs/*" {
  const docs: import("./source.ts").PackageDocs;
  export default docs;
}

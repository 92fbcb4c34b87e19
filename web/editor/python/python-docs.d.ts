/** `?python-docs`: the public names of the Python packages in a folder. Made by the Vite plugin of that name. */
declare module "*?python-docs" {
  const docs: import("./source.ts").PackageDocs;
  export default docs;
}

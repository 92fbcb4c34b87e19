import { expect, it } from "vitest";
import { linkOf, sharedLetters } from "./address.ts";

it("finds what an address shares, if it does", () => {
  expect(sharedLetters("#s=aBc-_")).toBe("aBc-_");
  expect(sharedLetters("#s=")).toBe("");
  expect(sharedLetters("#section")).toBeNull();
  expect(sharedLetters("")).toBeNull();
});

it("makes a link of the page, wherever it lies and whatever it shows", () => {
  expect(linkOf("aBc", "https://example.com/some/path/?notebook=mine#s=old")).toBe(
    "https://example.com/some/path/#s=aBc",
  );
});

/** The Python pages run as they ship; their exercises can be solved, and their checks can fail. */

import { lessonIds, testLesson, testPage } from "./lesson-suite.ts";

for (const id of lessonIds("-py")) testLesson(id, "python");
testPage("thinking-prefectly");

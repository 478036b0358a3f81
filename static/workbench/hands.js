// What hands do in the text and with what is chosen: the parts, each a module of its own.

import { startEdges } from "./edges.js";
import { startHandles } from "./handles.js";
import { startMeanings } from "./meanings.js";
import { startMoving } from "./moving.js";
import { startNumbering } from "./numbering.js";
import { startSearch } from "./search.js";
import { startSubmitting } from "./submitting.js";
import { startWalking } from "./walking.js";

const PARTS = [startMoving, startWalking, startSearch, startEdges, startHandles, startMeanings, startSubmitting, startNumbering];

export function startHands(bench) {
  for (const start of PARTS) start(bench);
}

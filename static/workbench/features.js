// @ts-check
// The parts of the workbench beyond text, cards and palette: each a module with `start…(bench)`.

import { startDocumentLabels } from "./document_labels.js";
import { startDragHandles } from "./drag_handles.js";
import { startEdgeKeys } from "./edge_keys.js";
import { startHistory } from "./history.js";
import { startMeanings } from "./meanings.js";
import { startMultiSelect } from "./multi_select.js";
import { startNavigation } from "./navigation.js";
import { startOffline } from "./offline.js";
import { startPrintNumbers } from "./print_numbers.js";
import { startRegions } from "./regions.js";
import { startSearch } from "./search.js";
import { startSubmitDialog } from "./submit_dialog.js";
import { startSuggestions } from "./suggestions.js";
import { startTagOccurrences } from "./tag_occurrences.js";
import { startTextKeys } from "./text_keys.js";
import { startUndoButtons } from "./undo_buttons.js";

// In this order their keys stand in the list of all keys; several of them take keys over from earlier ones.
const STARTS = [
  startNavigation, startTextKeys, startSearch, startRegions, startEdgeKeys, startDragHandles, startMeanings,
  startPrintNumbers, startUndoButtons, startMultiSelect, startHistory, startOffline, startDocumentLabels,
];

/** @param {Workbench} bench */
export function startFeatures(bench) {
  for (const start of STARTS) start(bench);
  if (!bench.mayAnnotate) return;
  startSuggestions(bench, startTagOccurrences(bench));
  startSubmitDialog(bench);
}

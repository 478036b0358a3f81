// The shapes that the modules of the browser share. They are ambient: no module imports them, because
// the storage that hashes file names rewrites every import path that it finds, also in a comment.

/** A stretch of an article, in code points: from `start` up to and not including `end`. */
interface Span {
  start: number;
  end: number;
}

type Kind = "claim" | "entity" | "stance";
type Unit = "character" | "word" | "sentence" | "paragraph";
type Edge = "start" | "end";

/** A text field of a form, whatever its element. */
type Control = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

/** What a card shows: the annotation as the page knows it. */
interface Annotation extends Span {
  id: string;
  kind: Kind;
  /** The label's slug. */
  label: string;
  revision: number;
  /** Which of several annotations with one label on the same words it is. */
  part: number;
  /** Detail by name; a link is the slug of what it links to. */
  details: Record<string, string>;
  /** What a link is called, by the detail's name. */
  names: Record<string, string>;
  erased?: boolean;
}

/** How a label is shown. */
interface Tag {
  text: string;
  /** The CSS class of its colour. */
  look: string;
}

interface Question {
  slug: string;
  wording: string;
  type: string;
  unit: string;
  scope: string;
  options: string[];
}

/** A thing that a combobox offers: what is sent of it, and what it is called. */
interface Choice {
  /** Empty where it is made only with the change. */
  value: string;
  text: string;
  hint?: string;
  /** Other names that it is found by. */
  aliases?: string[];
  isNew?: boolean;
}

/** Such a thing, and how well it fits what was typed: the lower, the better. */
type FittingChoice = Choice & { fit: number };

/** Whether a claim's form asks which question, or what it answers. */
type ClaimStage = "asking" | "answering";

/** A question that some words may answer, and what they would answer. */
interface ProposedQuestion {
  slug: string;
  wording: string;
  type: string;
  unit: string;
  why: string;
  /** By the detail's name. */
  values: Record<string, string>;
  /** What the value comes to, in one line. */
  reads_back: string;
  /** What of it was taken from the article's date. */
  relative: string;
  /** What goes for the claim as an answer to this question: who says it, how sure, of when and whom. */
  details?: ProposedDetails;
}

/** By the detail's name: its value, what that is called, and what says so. */
type ProposedDetails = Record<string, { value: string; name?: string; why: string }>;

/** What is proposed for a claim; stood in for by the story's questions where the server is away. */
interface Proposals {
  questions: ProposedQuestion[];
  /** What goes for the claim as an answer to the likeliest of them. */
  details: ProposedDetails;
  new_question: { type: string; unit: string };
  isStandIn?: boolean;
}

/** A label of the whole article, as its reader gave it. */
interface DocumentLabel {
  id: string;
  label: string;
  /** The target's slug; empty while a new name has not been answered. */
  target: string;
  /** What the target is called. */
  name: string;
  note: string;
  revision: number;
  erased?: boolean;
  /** Whether a change of it has not been sent yet. */
  waiting?: boolean;
}

/** A label of the whole article that is given, or one that is changed, by `id`. */
type OpenedDocumentLabel = Partial<DocumentLabel> & { label: string };

/** What the form of such a label says. */
interface SavedDocumentLabel {
  opened: OpenedDocumentLabel;
  /** The label that is chosen now. */
  label: string;
  /** The refused change that it corrects. */
  refused: Change | undefined;
  fields: Fields;
}

/** One line that a card may have: its detail, or none where it says what a value comes to. */
interface CardLine {
  name: string;
  label: string;
  /** Whether the detail is a thing, which is shown by its name. */
  named: boolean;
  /** What stands there where the detail is not given. */
  always: string;
  /** What goes without saying. */
  quiet: string;
  /** What each choice is called, where that is not the choice itself. */
  words: Record<string, string>;
}

/** The details of annotations, as the desk declares them. */
interface DeclaredDetails {
  /** The details of each kind. */
  kinds: Partial<Record<Kind, string[]>>;
  card: Partial<Record<Kind, CardLine[]>>;
  /** The detail that each kind is for. */
  essential: Partial<Record<Kind, string>>;
  /** The details that name an entity. */
  entities: string[];
  /** The details that say what a value comes to. */
  comesTo: string[];
  /** The part of an extracted value, and the detail that it fills. */
  readOff: Record<string, string>;
}

/** What the page tells its script, beside what it shows. */
interface Facts {
  details: DeclaredDetails;
  tags: Record<string, Tag>;
  questions: Question[];
  whole: DocumentLabel[];
}

type Verb = "create" | "edit" | "delete" | "restore" | "dismiss" | "recall";

/** The fields of a change, as its form sends them. */
interface Fields {
  [name: string]: string | number | undefined;
  label?: string;
  quote?: string;
  start?: number | string;
  end?: number | string;
  part?: number | string;
}

/** A change as it is made: not yet in the queue. */
interface NewChange {
  /** The id of the change itself: by it the server stores each once. */
  op: string;
  user: string;
  article: string;
  /** The id of what is changed: an annotation, mostly. */
  annotation: string;
  verb: Verb;
  fields: Fields;
  /** The address that it is sent to. */
  url: string;
}

/** A change in the queue of this browser. */
interface Change extends NewChange {
  /** The revision that it changes. */
  base: number;
  /** Its place in the queue. */
  sequence: number;
  refused?: boolean;
  /** Why it was refused, in words. */
  reason?: string;
  /** The status of the answer that refused it. */
  status?: number;
  /** The revision at which the first change of a refused row failed. */
  from?: number;
}

/** What the server answers to a change. */
interface Answer {
  annotation?: string;
  revision?: number;
  /** Of which version of the text the pieces are. */
  text_version?: number;
  /** The text's pieces that were drawn anew: HTML by the offset at which each begins. */
  pieces?: Record<string, string>;
  /** The annotation's card as HTML; null where it was deleted. */
  card?: string | null;
  said?: DocumentLabel | null;
  error?: string;
  /** Whether the token against forged requests was refused. */
  csrf?: boolean;
}

/** What a long reading has further on: pieces and cards as HTML, and where the portion after it begins. */
interface Portion {
  pieces: Record<string, string>;
  cards: string;
  following: number | null;
}

type OutboxState = "saved" | "saving" | "waiting" | "signed-out" | "refused";

/** The events of the outbox, and what each tells. */
interface OutboxEvents {
  answer: { change: Change; answer: Answer };
  stored: { change: Change; answer: Answer };
  dropped: { change: Change };
  state: { state: OutboxState; unsent: number; refused: number };
  queue: {};
}

/** One time that a change was made: by which op, to which revision. */
interface Track {
  op: string;
  revision: number;
}

/** A change as it is remembered, with the change that takes it back. */
interface UndoableChange {
  verb: Verb;
  id: string;
  fields: Fields;
  back: { verb: Verb; fields: Fields };
  url: string;
  /** The track of each time it was done or taken back, the last at the end. */
  tracks: Track[];
}

/** What is taken back at once, and what to call it. */
interface UndoStep {
  words: string;
  changes: UndoableChange[];
  /** The name of a row of like steps that may become one. */
  running?: string;
  /** When the last of such a row was made, in milliseconds. */
  at?: number;
}

type UndoSide = "done" | "undone";

/** Make a change, of the revision `expected` if one is given; the promise fails with ChangedElsewhere. */
type Sender = (verb: Verb, id: string, fields: Fields, expected?: number) => Promise<Change>;

/** What a key or a button does. */
type Act = () => unknown;

type Say = (words: string) => void;

/** The parts of an event of the keyboard that tell which key it was. */
interface KeyPress {
  key: string;
  code?: string;
  shiftKey: boolean;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
}

/** A key press that is acted upon, now or in its turn. */
interface KeyEvent extends KeyPress {
  preventDefault(): void;
}

/** A key's entry in the table of keys. */
interface KeyBinding {
  act: (event: KeyPress) => unknown;
  needs: KeyNeeds;
}

/** When a key acts: always; in a reading that may be changed; with one of its annotations chosen. */
type KeyNeeds = "" | "open" | "current";

/** What the palette was opened for: new words, or another label of an annotation, by `id`. */
interface Purpose extends Partial<Span> {
  id?: string;
  /** What comes once the words bear a label. */
  after?: Act;
  /** The refused change that another label corrects. */
  refused?: Change;
  details?: Fields;
}

/** A span that is to be labelled, with the details that come along. */
interface OfferedSpan extends Span {
  details?: Fields;
  after?: Act;
}

/** What the server answers where a page asks for suggestions. */
interface Suggested {
  /** In the order of the text; several may overlap. */
  places: SuggestedPlace[];
  /** By slug. */
  entities: Record<string, SuggestedEntity>;
  /** Whether this reading is to see none: then the page does not speak of any. */
  withheld?: boolean;
}

/** A place where the article names an entity of the registry, or where a machine proposes something. */
interface SuggestedPlace extends Span {
  /** The slugs of those that it may name, by the registry. */
  entities: string[];
  /** What machines propose for these words; left out where they propose nothing. */
  proposals?: Proposal[];
  /** Whether its reader wants no suggestion here, whoever suggests. */
  dismissed: boolean;
  /** What may still be chosen here: the page's own. */
  choices?: SuggestedChoice[];
  /** Its paint in the text, while that is near the screen. */
  range?: StaticRange;
}

/** An annotation that a machine proposes for a place. */
interface Proposal {
  /** The id of the machine's mark: what accepts it says so. */
  id: string;
  /** The label's slug. */
  label: string;
  kind: Kind;
  /** Detail by name; a thing is its slug. */
  details: Record<string, string>;
  /** What a thing is called, by the detail's name. */
  names: Record<string, string>;
  /** How sure it says it is, from 0 to 1; null where it does not say. */
  confidence: number | null;
  /** The machine's name. */
  by: string;
}

/** What may be chosen at a suggested place: an entity of the registry, or what a machine proposes. */
interface SuggestedChoice {
  /** The entity's slug, or the id of the machine's mark. */
  id: string;
  kind: Kind;
  /** The slug of the label that it brings; empty or null where that is asked for. */
  label: string | null;
  /** What it is for: whom it names, which question it answers. */
  name: string;
  /** The rest of what it says, in one line. */
  hint: string;
  /** Who proposes it and how sure that is; empty of the registry. */
  by: string;
  /** The slug of the entity that it names; empty where it is no name, or links nobody. */
  entity: string;
  proposal?: Proposal;
}

interface SuggestedEntity {
  name: string;
  hint: string;
  /** The slug of its usual label; empty or null where it has none. */
  label: string | null;
}

/** A place where some words stand in the text. */
interface Occurrence extends Span {
  quote: string;
  before: string;
  after: string;
}

/** The words whose occurrences are to be tagged: those of the annotation `id`, or not marked yet. */
interface WordsToTag {
  id?: string;
  words: string;
  label: string;
  details?: Fields;
  name?: string;
}

interface ChooseOptions {
  scroll?: boolean | "text";
  focus?: boolean;
}

type Cards = import("./workbench/cards.js").Cards;
type Changes = import("./workbench/changes.js").Changes;
type Drafts = import("./workbench/drafts.js").Drafts;
type Details = import("./workbench/details.js").Details;
type DocumentLabels = import("./workbench/document_labels.js").DocumentLabels;
type Further = import("./workbench/further.js").Further;
type Keys = import("./workbench/keys.js").Keys;
type RecentNames = import("./workbench/recent_names.js").RecentNames;
type Outbox = import("./workbench/outbox.js").Outbox;
type Tagging = import("./workbench/tagging.js").Tagging;
type TextSelection = import("./workbench/text_selection.js").TextSelection;
type TextView = import("./workbench/text_view.js").TextView;
type Units = import("./workbench/units.js").Units;

/** The workbench's parts, as each further part is given them. */
interface Workbench {
  element: HTMLElement;
  facts: Facts;
  text: HTMLElement;
  textView: TextView;
  outbox: Outbox;
  cards: Cards;
  /** The annotations that follow the page: what needs all of them waits for it. */
  further: Further;
  changes: Changes;
  tagging: Tagging;
  selection: TextSelection;
  details: Details;
  /** What was typed in forms of this article and not kept. */
  drafts: Drafts;
  /** What the registry suggests in the text, once that part has started. */
  suggestions?: import("./workbench/suggestions.js").Suggestions;
  /** Labels of the whole article, once that part has started. */
  documentLabels?: DocumentLabels;
  keys: Keys;
  /** Who corrects a refused change, by its address. */
  correctors: Map<string, (change: Change) => unknown>;
  /** What a refused change is called, by its address. */
  names: Map<string, (change: Change) => string>;
  mayAnnotate: boolean;
  say: Say;
  choose(id: string | undefined, options?: ChooseOptions): void;
  /** Do one act after the other. */
  then(act: Act): Promise<unknown>;
  openDetails(id: string | undefined): void;
}

interface HtmxDetail {
  target: HTMLElement;
  xhr: XMLHttpRequest;
  /** Whether the answer is swapped in: what is decided before the swap. */
  shouldSwap?: boolean;
  requestConfig?: { path: string, elt: Element };
}

interface HtmxRequest {
  headers: Record<string, string>;
}

interface DocumentEventMap {
  "htmx:configRequest": CustomEvent<HtmxRequest>;
  "htmx:afterSettle": CustomEvent<HtmxDetail>;
  "htmx:afterSwap": CustomEvent<HtmxDetail>;
  "htmx:afterRequest": CustomEvent<HtmxDetail>;
  "htmx:beforeSwap": CustomEvent<HtmxDetail>;
  "htmx:beforeRequest": CustomEvent<HtmxDetail>;
  "htmx:responseError": CustomEvent<HtmxDetail>;
  "htmx:sendError": CustomEvent<HtmxDetail>;
}

declare const htmx: {
  ajax(method: string, url: string, options: { source?: Element; target: string | Element; swap: string }): Promise<void>;
  process(element: Element): void;
};

interface Window {
  /** What allauth brings to turn what browsers want of a key, and give, into JSON and back. */
  webauthnJSON: { create(options: any): Promise<any>; get(options: any): Promise<any> };
}

// The content of a strategy as the server exports it ("format": "meridian-strategy", version 1). Whatever may be absent
// is: an older version of a strategy is written as well as it can be.

/** TextNode is a node of a section's document, as ProseMirror writes it. */
export interface TextNode {
  type: string;
  attrs?: Record<string, unknown>;
  content?: TextNode[];
  text?: string;
  marks?: { type: string; attrs?: Record<string, unknown> }[];
}

export interface Indicator {
  name?: string;
  unit?: string;
  baseline?: number | string | null;
  baseline_year?: number | string | null;
  targets?: { year?: number | string; value?: number | string | null }[];
  source?: string;
  frequency?: string;
}

export interface Objective {
  id?: string;
  goal?: string | null;
  text?: string;
  office?: string | null;
  cites?: { id?: string; kind?: string; text?: string }[];
  indicators?: Indicator[];
}

export interface Section {
  id?: string;
  kind?: string;
  title?: string;
  doc?: TextNode;
  goals?: { id?: string; text?: string }[];
  objectives?: Objective[];
}

/** Labels are what the institution calls the levels. */
export interface Labels {
  goal?: string;
  objective?: string;
  indicator?: string;
}

/** Names are what the ids of a content stand for: names of offices, and the words of what objectives answer. */
export interface Names {
  offices?: Record<string, string>;
  cites?: Record<string, string>;
}

/** Content is a whole strategy. */
export interface Content {
  title?: string;
  period?: string;
  language?: string;
  sections?: Section[];
  labels?: Labels;
  names?: Names;
}

/** About is what stands on the title page beside the title: shown as given. */
export interface About {
  institution?: string | undefined;
  version?: string | undefined;
  date?: string | undefined;
}

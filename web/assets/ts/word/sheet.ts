// The measures of the page and of its tables, in twips (1/20 point).
import { BorderStyle, TableLayoutType, WidthType } from "docx";

/** page is A4 with margins of an inch. */
export const page = { size: { width: 11_906, height: 16_838 }, margin: { top: 1_440, bottom: 1_440, left: 1_440, right: 1_440 } };

/** textWidth is what the margins leave. */
export const textWidth = page.size.width - page.margin.left - page.margin.right;

const line = { style: BorderStyle.SINGLE, size: 4, color: "B9B2A3" };

/** sheet is what all tables have in common, with these widths of columns. */
export const sheet = (columnWidths: number[]) => ({
  columnWidths,
  width: { size: columnWidths.reduce((sum, width) => sum + width, 0), type: WidthType.DXA },
  layout: TableLayoutType.FIXED,
  margins: { top: 60, bottom: 60, left: 100, right: 100 },
  borders: { top: line, bottom: line, left: line, right: line, insideHorizontal: line, insideVertical: line },
});

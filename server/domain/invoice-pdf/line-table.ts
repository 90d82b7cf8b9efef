import { ratesOfLine } from '#contracts/invoices/line-rates.ts'
import type { InvoiceLine } from '#contracts/invoices/schemas.ts'
import { amountText, dateText, lastDayBefore, rateText } from './amounts.ts'
import { margin } from './frame.ts'
import type { Paper } from './paper.ts'
import type { Pen } from './pen.ts'
import { paperTexts } from './texts.ts'

const normal = { size: 9 } as const
const detail = { size: 7.5, muted: true } as const
const headStyle = { size: 8, bold: true } as const
const padding = 5
const gap = 10

type Struct = PDFKit.PDFStructureElement

export interface LineRow {
  readonly description: readonly string[]
  readonly details: readonly string[]
  /** Quantity, unit price, tax, amount. */
  readonly figures: readonly string[]
  readonly height: number
}

interface Columns {
  readonly left: number
  readonly descriptionWidth: number
  /** The right edge of each column of figures. */
  readonly edges: readonly number[]
}

export interface LineTable {
  readonly rows: readonly LineRow[]
  readonly headHeight: number
  drawHead(top: number, table: Struct): void
  drawRow(row: LineRow, top: number, table: Struct): void
}

/** Lays out the lines of a document. Nothing is drawn yet. */
export function lineTable(pen: Pen, { content, language }: Paper, pageWidth: number): LineTable {
  const texts = paperTexts[language]
  const { currency, lines } = content
  const heads = [texts.quantity, texts.unitAmount(currency), texts.tax, texts.amount(currency)]
  const figures = lines.map((line) => figuresOf(line))
  const columns = columnsFor(heads, figures)
  const rows = lines.map((line, index): LineRow => {
    const description = pen.wrap(line.description, normal, columns.descriptionWidth)
    const details = detailsOf(line).flatMap((text) => pen.wrap(text, detail, columns.descriptionWidth))
    const height =
      description.length * pen.lineHeight(normal) + details.length * pen.lineHeight(detail) + 2 * padding
    return { description, details, figures: figures[index] ?? [], height }
  })

  function figuresOf({ quantity, unitAmount, taxKey, amount }: InvoiceLine): string[] {
    return [
      String(quantity),
      amountText(unitAmount, language),
      ratesOfLine(content, taxKey)
        .map((ratePpm) => rateText(ratePpm, language))
        .join(' + '),
      amountText(amount, language),
    ]
  }

  function detailsOf({ periodStart, periodEnd, explanation, taxIncluded, discount }: InvoiceLine): string[] {
    return [
      periodStart && periodEnd
        ? texts.period(dateText(periodStart, language), dateText(lastDayBefore(periodEnd), language))
        : '',
      explanation ?? '',
      discount.amount === '0' ? '' : texts.discount(amountText(discount, language)),
      taxIncluded ? texts.taxIncluded : '',
    ].filter(Boolean)
  }

  // Figures never break, so each column is as wide as its widest figure.
  function columnsFor(titles: readonly string[], cells: readonly string[][]): Columns {
    const edges: number[] = []
    let edge = pageWidth - margin
    for (let column = titles.length - 1; column >= 0; column--) {
      edges.unshift(edge)
      const widest = Math.max(
        pen.width(titles[column] ?? '', headStyle),
        ...cells.map((row) => pen.width(row[column] ?? '', normal)),
      )
      edge -= widest + gap
    }
    return { left: margin, descriptionWidth: edge - margin, edges }
  }

  return {
    rows,
    headHeight: pen.lineHeight(headStyle) + 2 * padding,
    drawHead(top, table) {
      const cells = [
        () => pen.line(texts.description, headStyle, { x: columns.left, top: top + padding }),
        ...heads.map((head, index) => () => {
          pen.line(head, headStyle, { x: columns.edges[index] ?? 0, top: top + padding, alignRight: true })
        }),
      ]
      addRow(pen, table, 'TH', cells)
      rule(pen, columns.left, pageWidth - margin, top + pen.lineHeight(headStyle) + 2 * padding)
    },
    drawRow(row, top, table) {
      const cells = [
        () => drawDescription(pen, row, columns.left, top + padding),
        ...row.figures.map((figure, index) => () => {
          pen.line(figure, normal, { x: columns.edges[index] ?? 0, top: top + padding, alignRight: true })
        }),
      ]
      addRow(pen, table, 'TD', cells)
      rule(pen, columns.left, pageWidth - margin, top + row.height)
    },
  }
}

function drawDescription(pen: Pen, { description, details }: LineRow, x: number, top: number): void {
  let y = top
  for (const [lines, style] of [
    [description, normal],
    [details, detail],
  ] as const)
    for (const line of lines) {
      pen.line(line, style, { x, top: y })
      y += pen.lineHeight(style)
    }
}

function addRow({ pdf }: Pen, table: Struct, type: 'TH' | 'TD', cells: readonly (() => void)[]): void {
  const row = pdf.struct('TR')
  table.add(row)
  for (const draw of cells) row.add(pdf.struct(type, {}, draw))
  row.end()
}

function rule(pen: Pen, x1: number, x2: number, y: number): void {
  pen.pdf.markContent('Artifact', { type: 'Layout' })
  pen.rule(x1, x2, y)
  pen.pdf.endMarkedContent()
}

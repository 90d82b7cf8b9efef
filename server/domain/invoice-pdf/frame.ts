import type { MailLanguage } from '#contracts/mail/kinds.ts'
import { ibanText } from './amounts.ts'
import type { Paper, PaperContent } from './paper.ts'
import type { Pen } from './pen.ts'
import { paperTexts } from './texts.ts'

export const margin = 50
const small = { size: 7.5, muted: true } as const
const leastFootLines = 5
/** More would leave no room for the document. The details that the settings accept are shorter. */
const mostColumnLines = 24
const mostNoteLines = 24
const footGap = 14

interface Foot {
  readonly columns: readonly (readonly string[])[]
  /** The footer of the settings, below the columns. */
  readonly notes: readonly string[]
  readonly height: number
}

/** Lays out the details of the company, which the law requires in full. Nothing is drawn yet. */
export function footOf(pen: Pen, { content, language }: Paper, pageWidth: number): Foot {
  const columns = footColumns(content, language).map((lines) =>
    lines.flatMap((line) => pen.wrap(line, small, columnWidth(pageWidth) - 10)).slice(0, mostColumnLines),
  )
  const { footer } = content.seller
  const notes = footer === '' ? [] : pen.wrap(footer, small, pageWidth - 2 * margin).slice(0, mostNoteLines)
  const lines = Math.max(...columns.map(({ length }) => length)) + notes.length
  return { columns, notes, height: Math.max(leastFootLines, lines) * pen.lineHeight(small) + footGap }
}

const columnWidth = (pageWidth: number): number => (pageWidth - 2 * margin) / 3

/** The lines of a postal address, without empty ones. */
export function addressLines(address: Address, language: MailLanguage): string[] {
  const { line1, line2, postcode, city, region, country } = address
  const place = [postcode, city].filter(Boolean).join(' ')
  return [line1, line2, place, region, countryName(country, language)].filter(Boolean)
}
type Address = PaperContent['seller']['address']

function countryName(code: string, language: MailLanguage): string {
  const isKnownForm = /^[A-Z]{2}$/.test(code)
  return isKnownForm ? (new Intl.DisplayNames(language, { type: 'region' }).of(code) ?? code) : code
}

/** Draws what repeats on each page: the company at the foot, the page number, and a head from the second page on. */
export function drawFrame(
  pen: Pen,
  { content, language }: Paper,
  foot: Foot,
  { page, pages }: { readonly page: number; readonly pages: number },
): void {
  const { pdf } = pen
  const { width, height } = pdf.page
  const { seller } = content
  const texts = paperTexts[language]
  pdf.markContent('Artifact', { type: 'Pagination' })
  if (page > 1) {
    const title = `${texts.kind[content.kind]} ${content.number}`
    pen.line(title, small, { x: margin, top: 28 })
    const name = pen.wrap(seller.legalName, small, width / 2 - margin)[0] ?? ''
    pen.line(name, small, { x: width - margin, top: 28, alignRight: true })
  }
  const top = height - margin - foot.height + footGap
  pen.rule(margin, width - margin, top - 6)
  foot.columns.forEach((lines, column) => {
    const x = margin + column * columnWidth(width)
    lines.forEach((line, index) => {
      pen.line(line, small, { x, top: top + index * pen.lineHeight(small) })
    })
  })
  const below = Math.max(...foot.columns.map(({ length }) => length))
  foot.notes.forEach((line, index) => {
    pen.line(line, small, { x: margin, top: top + (below + index) * pen.lineHeight(small) })
  })
  const number = texts.page(page, pages)
  pen.line(number, small, { x: width - margin, top: height - margin + 8, alignRight: true })
  pdf.endMarkedContent()
}

function footColumns({ seller }: PaperContent, language: MailLanguage): string[][] {
  const { legalName, address, taxIds, email, phone, bankDetails } = seller
  return [
    [legalName, ...addressLines(address, language)],
    [email, phone, ...taxIds.map(({ label, value }) => `${label}: ${value}`)].filter(Boolean),
    bankDetails
      ? [
          bankDetails.bank,
          bankDetails.iban && `IBAN ${ibanText(bankDetails.iban)}`,
          bankDetails.bic && `BIC ${bankDetails.bic}`,
        ].filter(Boolean)
      : [],
  ]
}

import { dateText } from './amounts.ts'
import { addressLines, margin } from './frame.ts'
import type { Paper } from './paper.ts'
import type { Pen } from './pen.ts'
import { paperTexts } from './texts.ts'

const normal = { size: 9.5 } as const
const muted = { size: 9.5, muted: true } as const
const small = { size: 7.5, muted: true } as const
const title = { size: 18, bold: true } as const
// The window of an envelope begins here (DIN 5008, form B).
const windowTop = 127
const factsWidth = 205
const logoBox = [170, 55] as const

type Struct = PDFKit.PDFStructureElement

/**
 * Draws the head of the first page: logo, addresses, number and dates.
 * @returns the y below it
 */
export function drawHead(pen: Pen, paper: Paper, root: Struct): number {
  const { pdf } = pen
  const { content, language } = paper
  const { seller, buyer } = content
  const texts = paperTexts[language]
  const right = pdf.page.width - margin
  drawLogo(pen, paper.logo, right)

  const paragraph = (draw: () => void, type = 'P') => root.add(pdf.struct(type, {}, draw))
  const addressWidth = right - factsWidth - 20 - margin
  let y = windowTop - 14
  const sender = [seller.legalName, ...addressLines(seller.address, language)].join(' \u00b7 ')
  const senderLines = pen.wrap(sender, small, addressWidth).slice(0, 2)
  y -= (senderLines.length - 1) * pen.lineHeight(small)
  paragraph(() => {
    for (const line of senderLines) {
      pen.line(line, small, { x: margin, top: y })
      y += pen.lineHeight(small)
    }
  })
  y = windowTop
  const receiver = [buyer.companyName, buyer.fullName, ...addressLines(buyer.address, language)]
    .filter((line): line is string => Boolean(line))
    .flatMap((line) => pen.wrap(line, normal, addressWidth))
  paragraph(() => {
    for (const line of receiver) {
      pen.line(line, normal, { x: margin, top: y })
      y += pen.lineHeight(normal)
    }
  })

  let factY = windowTop
  const factX = right - factsWidth
  for (const [name, value] of factsOf(paper)) {
    const lines = pen.wrap(value, normal, factsWidth - 95)
    paragraph(() => {
      pen.line(name, muted, { x: factX, top: factY })
      for (const line of lines) {
        pen.line(line, normal, { x: right, top: factY, alignRight: true })
        factY += pen.lineHeight(normal)
      }
    })
  }

  y = Math.max(y, factY, windowTop + 85) + 18
  const heading = `${texts.kind[content.kind]} ${content.number}`
  paragraph(() => {
    for (const line of pen.wrap(heading, title, right - margin)) {
      pen.line(line, title, { x: margin, top: y })
      y += pen.lineHeight(title)
    }
  }, 'H1')
  y += 4
  for (const text of introduction(paper))
    paragraph(() => {
      for (const line of pen.wrap(text, normal, right - margin)) {
        pen.line(line, normal, { x: margin, top: y })
        y += pen.lineHeight(normal)
      }
    })
  return y + 10
}

function factsOf({ content, language }: Paper): [string, string][] {
  const texts = paperTexts[language]
  const { kind, number, issuedOn, dueOn, buyer } = content
  return [
    [texts.number[kind], number],
    [texts.issuedOn, dateText(issuedOn, language)],
    ...(dueOn ? ([[texts.dueOn, dateText(dueOn, language)]] as [string, string][]) : []),
    ...buyer.taxIds.map(({ label, value }): [string, string] => [label, value]),
  ]
}

function introduction({ content, language }: Paper): string[] {
  const texts = paperTexts[language]
  const { creditedInvoice, reason } = content
  return [
    ...(creditedInvoice
      ? [texts.credited(creditedInvoice.number, dateText(creditedInvoice.issuedOn, language))]
      : []),
    ...(reason ? [`${texts.reason}: ${reason}`] : []),
  ]
}

function drawLogo({ pdf }: Pen, logo: Uint8Array | null, right: number): void {
  if (!logo) return
  pdf.markContent('Artifact', { type: 'Layout' })
  try {
    pdf.image(Buffer.from(logo), right - logoBox[0], 36, { fit: [...logoBox], align: 'right' })
  } catch {
    // A logo that cannot be read must not stop an invoice.
  }
  pdf.endMarkedContent()
}

import { treatmentNotes } from '../billing/index.ts'
import { dateText, ibanText, moneyText, rateText } from './amounts.ts'
import { margin } from './frame.ts'
import type { Paper } from './paper.ts'
import type { Pen, TextStyle } from './pen.ts'
import { paperTexts } from './texts.ts'

const normal = { size: 9.5 } as const
const muted = { size: 9.5, muted: true } as const
const strong = { size: 11, bold: true } as const
const labelWidth = 110
/** The rest of a longer note of the bank details is left out: it would push the totals off the page. */
const mostNoteLines = 10

type Struct = PDFKit.PDFStructureElement

interface EndLine {
  readonly left?: string
  readonly label?: string
  readonly value?: string
  readonly style: TextStyle
  readonly space: number
}

export interface Ending {
  readonly height: number
  draw(top: number, root: Struct): void
}

/** Lays out totals, notes and payment. Nothing is drawn yet. */
export function ending(pen: Pen, paper: Paper, pageWidth: number): Ending {
  const right = pageWidth - margin
  const lines = [...totals(paper), ...remarks(pen, paper, right - margin)]
  const height = lines.reduce((sum, { style, space }) => sum + pen.lineHeight(style) + space, 0)
  return {
    height,
    draw(top, root) {
      let y = top
      for (const { left, label, value, style, space } of lines) {
        y += space
        root.add(
          pen.pdf.struct('P', {}, () => {
            if (left !== undefined) pen.line(left, style, { x: margin, top: y })
            if (label !== undefined) pen.line(label, style, { x: right - 120, top: y, alignRight: true })
            if (value !== undefined && left === undefined)
              pen.line(value, style, { x: right, top: y, alignRight: true })
            if (value !== undefined && left !== undefined)
              pen.line(value, normal, { x: margin + labelWidth, top: y })
          }),
        )
        y += pen.lineHeight(style)
      }
    },
  }
}

function totals({ content, language }: Paper): EndLine[] {
  const texts = paperTexts[language]
  const { kind, subtotal, taxes, total, paidByCredit, payable } = content
  const money = (amount: typeof total) => moneyText(amount, language)
  return [
    { label: texts.subtotal, value: money(subtotal), style: normal, space: 8 },
    ...taxes.map(({ name, ratePpm, net, amount }) => ({
      label: texts.taxGroup(name, rateText(ratePpm, language), money(net)),
      value: money(amount),
      style: normal,
      space: 1,
    })),
    { label: texts.total[kind], value: money(total), style: strong, space: 5 },
    ...(paidByCredit.amount === '0'
      ? []
      : [
          { label: texts.paidByCredit, value: money(paidByCredit), style: normal, space: 5 },
          { label: texts.payable, value: money(payable), style: strong, space: 5 },
        ]),
  ]
}

function remarks(pen: Pen, { content, language }: Paper, width: number): EndLine[] {
  const texts = paperTexts[language]
  const treated = new Set(content.taxes.map(({ treatment }) => treatment))
  const ofTreatments = (['reverse-charge', 'exempt', 'out-of-scope'] as const)
    .filter((treatment) => treated.has(treatment))
    .map((treatment) => texts.treatments[treatment])
  const standard: readonly string[] = Object.values(treatmentNotes)
  const others = content.notes.filter((note) => !standard.includes(note))
  return [
    ...[...ofTreatments, ...others].flatMap((note) => paragraph(pen, note, width)),
    ...payment(pen, { content, language, logo: null }, width),
  ]
}

function payment(pen: Pen, { content, language }: Paper, width: number): EndLine[] {
  const { kind, payable, dueOn, seller, paymentReference } = content
  if (kind === 'credit-note') return []
  const texts = paperTexts[language]
  if (BigInt(payable.amount) <= 0n) return paragraph(pen, texts.nothingToPay, width)
  const amount = moneyText(payable, language)
  const request = dueOn ? texts.pay(amount, dateText(dueOn, language)) : texts.payNow(amount)
  const bank = seller.bankDetails
  const facts: [string, string][] = [
    ...(bank
      ? ([
          [texts.accountHolder, bank.accountHolder],
          ['IBAN', bank.iban && ibanText(bank.iban)],
          ['BIC', bank.bic],
          [texts.bank, bank.bank],
        ] as [string, string][])
      : []),
    [texts.reference, paymentReference ?? ''],
  ]
  return [
    ...paragraph(pen, request, width),
    ...facts
      .filter(([, value]) => value !== '')
      .flatMap(([name, value]) =>
        pen.wrap(value, normal, width - labelWidth).map((line, index) => ({
          left: index === 0 ? name : '',
          value: line,
          style: muted,
          space: index === 0 ? 2 : 0,
        })),
      ),
    ...(bank?.note ? paragraph(pen, bank.note, width).slice(0, mostNoteLines) : []),
  ]
}

const paragraph = (pen: Pen, text: string, width: number): EndLine[] =>
  pen
    .wrap(text, normal, width)
    .map((line, index) => ({ left: line, style: normal, space: index === 0 ? 12 : 0 }))

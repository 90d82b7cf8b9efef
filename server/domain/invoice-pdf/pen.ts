import type PDFDocument from 'pdfkit'
import { fontFiles, fontPath } from './fonts.ts'
import { visualRuns } from './text-runs.ts'

type Pdf = InstanceType<typeof PDFDocument>

export interface TextStyle {
  readonly size: number
  readonly bold?: boolean
  readonly muted?: boolean
}

const ink = '#1a1f26'
const mutedInk = '#55606d'
// Given, so that pdfkit lays out a run as a whole and not word by word, which would break Arabic and Hebrew.
const features: PDFKit.Mixins.OpenTypeFeatures[] = []

/** Draws text on a document: wraps lines, picks fonts by script, orders right-to-left text. */
export interface Pen {
  readonly pdf: Pdf
  lineHeight(style: TextStyle): number
  width(text: string, style: TextStyle): number
  /** Breaks at spaces; a word wider than the line breaks anywhere. A line break in the text stays. */
  wrap(text: string, style: TextStyle, width: number): string[]
  /** @param top of the line */
  line(text: string, style: TextStyle, at: { x: number; top: number; alignRight?: boolean }): void
  rule(x1: number, x2: number, y: number): void
}

export function makePen(pdf: Pdf): Pen {
  for (const [name, file] of Object.entries(fontFiles)) pdf.registerFont(name, fontPath(file))
  const use = (script: string, { size, bold }: TextStyle) =>
    pdf.font(`${script}-${bold ? 'bold' : 'regular'}`).fontSize(size)
  const runWidth = (run: { text: string; script: string }, style: TextStyle) =>
    use(run.script, style).widthOfString(run.text, { features })
  const width = (text: string, style: TextStyle) =>
    visualRuns(text).reduce((sum, run) => sum + runWidth(run, style), 0)
  const lineHeight = ({ size }: TextStyle) => size * 1.4

  return {
    pdf,
    lineHeight,
    width,
    wrap: (text, style, maxWidth) =>
      text.split('\n').flatMap((part) => wrapped(part, (piece) => width(piece, style) <= maxWidth)),
    line(text, style, { x, top, alignRight }) {
      let left = alignRight ? x - width(text, style) : x
      for (const run of visualRuns(text)) {
        use(run.script, style)
          .fillColor(style.muted ? mutedInk : ink)
          .text(run.text, left, top + style.size * 1.1, {
            lineBreak: false,
            features,
            baseline: 'alphabetic',
          })
        left += runWidth(run, style)
      }
    },
    rule: (x1, x2, y) => {
      pdf.moveTo(x1, y).lineTo(x2, y).lineWidth(0.5).strokeColor('#b8c0ca').stroke()
    },
  }
}

function wrapped(text: string, fits: (piece: string) => boolean): string[] {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(/ +/)) {
    const longer = line === '' ? word : `${line} ${word}`
    if (fits(longer)) {
      line = longer
      continue
    }
    if (line !== '') lines.push(line)
    line = word
    while (!fits(line)) {
      const head = longestHead(line, fits)
      lines.push(head)
      line = line.slice(head.length)
    }
  }
  return [...lines, line]
}

/** At least one character, so that a narrow column cannot loop. */
function longestHead(word: string, fits: (piece: string) => boolean): string {
  const characters = Array.from(new Intl.Segmenter().segment(word), ({ segment }) => segment)
  let head = characters[0] ?? word
  for (const character of characters.slice(1)) {
    if (!fits(head + character)) break
    head += character
  }
  return head
}

import { ending } from './ending.ts'
import { drawFrame, footOf, margin } from './frame.ts'
import { drawHead } from './head.ts'
import { lineTable } from './line-table.ts'
import { paginate } from './paginate.ts'
import { type Paper, pageSizeOf } from './paper.ts'
import { makePen } from './pen.ts'
import { paperTexts } from './texts.ts'

const continuedTop = 56

/**
 * Renders a document as PDF/A-3b with tags. It is a pure function of the paper: the same content gives the same bytes,
 * at any time and in any time zone.
 */
export async function renderInvoicePdf(paper: Paper): Promise<Uint8Array> {
  // Loaded on demand: it takes more memory than the rest of the server's packages, and few processes print.
  const { default: PDFDocument } = await import('pdfkit')
  const { content, language } = paper
  const texts = paperTexts[language]
  const size = pageSizeOf(content.seller.address.country)
  const issued = new Date(`${content.issuedOn}T00:00:00Z`)
  const pdf = new PDFDocument({
    size: size.name,
    margin: 0,
    autoFirstPage: false,
    subset: 'PDF/A-3b',
    pdfVersion: '1.7',
    tagged: true,
    lang: language,
    displayTitle: true,
    // pdfkit writes the title into XML without escaping it.
    info: {
      Title: `${texts.kind[content.kind]} ${content.number}`.replace(/[<>&]/g, ' '),
      Creator: 'NextPanel Billing',
      Producer: 'NextPanel Billing',
      CreationDate: issued,
    },
  })
  const bytes = collect(pdf)
  const pen = makePen(pdf)
  const table = lineTable(pen, paper, size.width)
  const end = ending(pen, paper, size.width)
  const foot = footOf(pen, paper, size.width)
  const bottom = size.height - margin - foot.height

  const root = pdf.struct('Document')
  pdf.addStructure(root)
  pdf.addPage()
  const top = drawHead(pen, paper, root)
  const pages = paginate(
    table.rows.map(({ height }) => height),
    {
      first: bottom - top - table.headHeight,
      other: bottom - continuedTop - table.headHeight,
      end: end.height,
    },
  )

  const lines = pdf.struct('Table')
  root.add(lines)
  let y = top
  let next = 0
  for (const [index, count] of pages.entries()) {
    if (index > 0) {
      pdf.addPage()
      y = continuedTop
    }
    drawFrame(pen, paper, foot, { page: index + 1, pages: pages.length })
    table.drawHead(y, lines)
    y += table.headHeight
    for (const row of table.rows.slice(next, next + count)) {
      table.drawRow(row, y, lines)
      y += row.height
    }
    next += count
  }
  lines.end()
  end.draw(y, root)
  root.end()
  pdf.end()
  return bytes
}

function collect(pdf: PDFKit.PDFDocument): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    pdf.on('data', (chunk: Buffer) => chunks.push(chunk))
    pdf.on('end', () => resolve(Buffer.concat(chunks)))
    pdf.on('error', reject)
  })
}

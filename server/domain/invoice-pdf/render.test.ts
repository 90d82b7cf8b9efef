import { afterEach, describe, expect, it, vi } from 'vitest'
import type { Paper } from './paper.ts'
import { readPdf } from './read-pdf.ts'
import { renderInvoicePdf } from './render.ts'
import { eur, sampleLine, samplePaper } from './sample-paper.ts'

const read = async (paper: Paper) => readPdf(await renderInvoicePdf(paper))
const { buyer, seller } = samplePaper().content
const onePixel = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)

afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllEnvs()
})

describe('the content of a PDF', () => {
  it('has number, dates, lines, taxes, total and the way to pay', async () => {
    const { pages, size } = await read(samplePaper())
    expect(pages).toHaveLength(1)
    for (const text of [
      'Invoice 2026-0042',
      'Example Ltd Ada Example 1 Long Road SW1A 1AA London United Kingdom',
      'Date 2 Nov 2026',
      'Due date 16 Nov 2026',
      'Hosting M 1 Nov 2026 to 30 Nov 2026 1 12.50 19% 12.50',
      'Net total 12.50 EUR',
      'VAT 19% of 12.50 EUR 2.38 EUR',
      'Total 14.88 EUR',
      'Please pay 14.88 EUR by 16 Nov 2026.',
      'IBAN DE02 1203 0000 0000 2020 51',
      'Payment reference 2026-0042',
      'VAT ID: DE123456789',
      'Page 1 of 1',
    ])
      expect(pages[0]).toContain(text)
    expect(size.map(Math.round)).toEqual([595, 842])
  })

  it.each([
    'Ada Example',
    'Wolfgang Zimmermann-Hohenstein Webagentur, Softwareentwicklung und Hosting GmbH & Co. KG',
    'דנה לוי',
  ])('prints 60 lines once each, and the totals at the end, for %s', async (fullName) => {
    const { pages } = await read(samplePaper({ buyer: { ...buyer, companyName: null, fullName } }, 60))
    expect(pages[0]).toContain(fullName)
    const text = pages.join(' ')
    for (let line = 1; line <= 60; line += 1)
      expect(text.split(`Hosting M, site ${line} 1 Nov`), `line ${line}`).toHaveLength(2)
    for (const [index, page] of pages.entries()) {
      expect(page).toContain(`Page ${index + 1} of ${pages.length}`)
      expect(page.includes('Hosting M, site')).toBe(page.includes('Description Quantity'))
      expect(page.includes('Net total 750.00 EUR')).toBe(index === pages.length - 1)
    }
    expect(pages.at(-1)).toContain('VAT 19% of 750.00 EUR 142.50 EUR')
    expect(pages.at(-1)).toContain('Total 892.50 EUR')
  })

  it('is German for a customer who reads German', async () => {
    const { pages } = await read(samplePaper({}, 100, { language: 'de' }))
    expect(pages[0]).toContain('Rechnung 2026-0042')
    expect(pages[0]).toContain('Fällig am 16.11.2026')
    expect(pages.at(-1)).toContain('Summe netto 1.250,00 EUR')
    expect(pages.at(-1)).toContain('VAT 19 % auf 1.250,00 EUR 237,50 EUR')
    expect(pages.at(-1)).toContain('Bitte zahlen Sie 1.487,50 EUR bis zum 16.11.2026.')
  })

  it('is on Letter for a company in a country that prints on Letter', async () => {
    const { size } = await read(
      samplePaper({ seller: { ...seller, address: { ...seller.address, country: 'US' } } }),
    )
    expect(size).toEqual([612, 792])
  })

  it('names the invoice that a credit note corrects, and asks for no payment', async () => {
    const { pages } = await read(
      samplePaper({
        kind: 'credit-note',
        number: 'C-7',
        dueOn: null,
        paymentReference: null,
        creditedInvoice: { id: 'x', number: '2026-0001', issuedOn: '2026-10-01' },
        reason: 'Cancelled early.',
      }),
    )
    expect(pages[0]).toContain('Credit note C-7')
    expect(pages[0]).toContain('This credit note corrects invoice 2026-0001 of 1 Oct 2026.')
    expect(pages[0]).toContain('Reason: Cancelled early.')
    expect(pages[0]).toContain('Total credit 14.88 EUR')
    expect(pages[0]).not.toContain('Please pay')
  })

  it('has the reverse charge note and the tax ID of the buyer', async () => {
    const [group] = samplePaper().content.taxes
    if (!group) throw new Error('The sample has a tax group.')
    const { pages } = await read(
      samplePaper({
        buyer: { ...buyer, taxIds: [{ label: 'VAT ID', value: 'FR12345678901' }] },
        taxes: [{ ...group, treatment: 'reverse-charge', ratePpm: 0, amount: eur(0) }],
        total: eur(1250),
      }),
    )
    expect(pages[0]).toContain('VAT ID FR12345678901')
    expect(pages[0]).toContain('VAT 0% of 12.50 EUR 0.00 EUR')
    expect(pages[0]).toContain('Reverse charge: the customer accounts for the VAT.')
  })

  it('has the notes of the frozen content in the language of the customer, and the reason of an exemption', async () => {
    const [group] = samplePaper().content.taxes
    if (!group) throw new Error('The sample has a tax group.')
    const untaxed = { ...group, ratePpm: 0, amount: eur(0) }
    const paper = samplePaper(
      {
        taxes: [
          { ...untaxed, treatment: 'reverse-charge' },
          { ...untaxed, key: 'second', treatment: 'exempt' },
        ],
        notes: ['Reverse charge: the customer accounts for the VAT.', '§ 4 Nr. 7 UStG'],
      },
      1,
      { language: 'de' },
    )
    const { pages } = await read(paper)
    expect(pages[0]).toContain('Steuerschuldnerschaft des Leistungsempfängers (Reverse Charge).')
    expect(pages[0]).toContain('Steuerfrei.')
    expect(pages[0]).toContain('§ 4 Nr. 7 UStG')
    expect(pages[0]).not.toContain('accounts for the VAT')
  })

  it('asks only for the rest after account credit, and for nothing if that paid for all', async () => {
    const part = await read(samplePaper({ paidByCredit: eur(488), payable: eur(1000) }))
    expect(part.pages[0]).toContain('Paid by account credit 4.88 EUR To pay 10.00 EUR')
    expect(part.pages[0]).toContain('Please pay 10.00 EUR by 16 Nov 2026.')
    const all = await read(samplePaper({ paidByCredit: eur(1488), payable: eur(0) }))
    expect(all.pages[0]).toContain('Nothing is to be paid.')
    expect(all.pages[0]).not.toContain('Please pay')
  })

  it('shows two rates, a discount, a computed part and a negative amount', async () => {
    const [group] = samplePaper().content.taxes
    if (!group) throw new Error('The sample has a tax group.')
    const { pages } = await read(
      samplePaper({
        lines: [
          sampleLine({ discount: eur(-250), amount: eur(1000), explanation: '10 of 31 days' }),
          sampleLine({ amount: eur(-123456789), taxKey: 'second', periodStart: null, periodEnd: null }),
        ],
        taxes: [group, { ...group, key: 'second', ratePpm: 99_750 }],
        total: eur(-5),
      }),
    )
    expect(pages[0]).toContain('10 of 31 days Discount: −2.50')
    expect(pages[0]).toContain('9.975% −1,234,567.89')
    expect(pages[0]).toContain('Nothing is to be paid.')
  })

  it('shows both rates of a line with two taxes', async () => {
    const [group] = samplePaper().content.taxes
    if (!group) throw new Error('The sample has a tax group.')
    const { key } = group
    const { pages } = await read(
      samplePaper({
        lines: [sampleLine({ taxKey: key, amount: eur(1250) })],
        taxes: [
          { ...group, name: 'GST', ratePpm: 50_000 },
          { ...group, name: 'QST', key: 'second', ratePpm: 99_750 },
        ],
      }),
    )
    expect(pages[0]).toContain('5% + 9.975% 12.50')
  })

  it('writes yen without decimals and dinars with three', async () => {
    const inCurrency = (currency: 'JPY' | 'KWD') =>
      read(
        samplePaper({
          currency,
          taxes: [],
          subtotal: { amount: '1234567', currency },
          total: { amount: '1234567', currency },
        }),
      )
    expect((await inCurrency('JPY')).pages[0]).toContain('Total 1,234,567 JPY')
    expect((await inCurrency('KWD')).pages[0]).toContain('Total 1,234.567 KWD')
  })
})

describe('the pages of a PDF', () => {
  it('divides 60 lines over pages: each has the table head and its number, the last one the totals', async () => {
    const { pages } = await read(samplePaper({}, 60))
    expect(pages).toHaveLength(4)
    for (const [index, page] of pages.entries()) {
      expect(page).toContain('Description Quantity Unit price (EUR) Tax Amount (EUR)')
      expect(page).toContain(`Page ${index + 1} of 4`)
      expect(page).toMatch(/Hosting M, site \d+/)
      expect(page.includes('Net total')).toBe(index === 3)
    }
    const sites = pages.join(' ').match(/site \d+/g)
    expect(sites).toEqual(Array.from({ length: 60 }, (_, index) => `site ${index + 1}`))
  })

  it.each([
    12, 13, 14, 15, 16, 17, 18, 30, 31, 32, 33, 34, 35,
  ])('keeps the totals of %i lines with a line', async (count) => {
    const { pages } = await read(samplePaper({}, count))
    expect(pages.at(-1)).toContain('Total ')
    expect(pages.at(-1)).toMatch(/Hosting M, site \d+/)
  })

  it('wraps long names, also a word that is wider than its column', async () => {
    const word = 'x'.repeat(300)
    const { pages } = await read(
      samplePaper({
        lines: [sampleLine({ description: `${'A long name '.repeat(20)}${word}` })],
        buyer: { ...buyer, companyName: `${word} Ltd`, fullName: 'Name '.repeat(60) },
        seller: { ...seller, legalName: `${'Long Hosting Company '.repeat(10)}GmbH` },
      }),
    )
    const text = pages.join(' ').replace(/ /g, '')
    expect(text.match(/x{10,}/g)?.join('')).toHaveLength(600)
    expect(text).toContain('Total14.88EUR')
    // The whole name is at the foot, too.
    expect(pages).toHaveLength(2)
  })

  it('has all legal details at the foot of each page, also if they are long', async () => {
    const taxIds = Array.from({ length: 5 }, (_, index) => ({
      label: `Registration number ${index}`,
      value: `VALUE-${index}-${'9'.repeat(20)}`,
    }))
    const footer = Array.from({ length: 60 }, (_, index) => `legal-detail-${index}`).join(' ')
    const { pages } = await read(samplePaper({ seller: { ...seller, taxIds, footer } }, 60))
    expect(pages.length).toBeGreaterThan(1)
    for (const page of pages) {
      expect(page).toContain('VALUE-4-')
      for (let index = 0; index < 60; index += 1) expect(page).toContain(`legal-detail-${index}`)
    }
    expect(pages.at(-1)).toContain('Total')
  })

  it('has no empty IBAN, and at most 10 lines of the note of the bank', async () => {
    const note = Array.from({ length: 60 }, (_, index) => `note-${index}.`).join('\n')
    const bankDetails = { accountHolder: 'Example', iban: '', bic: '', bank: '', note }
    const { pages } = await read(samplePaper({ seller: { ...seller, bankDetails } }))
    expect(pages).toHaveLength(1)
    expect(pages[0]).not.toContain('IBAN')
    expect(pages[0]).toContain('note-9.')
    expect(pages[0]).not.toContain('note-10.')
  })

  it('draws right-to-left names so that a reader finds them in logical order', async () => {
    const { pages } = await read(
      samplePaper({
        buyer: { ...buyer, companyName: 'החברה של דוד כהן', fullName: 'القاهرة' },
        lines: [sampleLine({ description: 'אחסון Pro 50 GB' })],
      }),
    )
    expect(pages[0]).toContain('החברה של דוד כהן')
    expect(pages[0]).toContain('القاهرة')
    // The paragraph runs from right to left, so its Latin part is to the left of the Hebrew word.
    expect(pages[0]).toContain('Pro 50 GB אחסון')
  })
})

describe('the file', () => {
  it('has the same bytes at another time and in another time zone', async () => {
    const paper = samplePaper({}, 60, { logo: onePixel })
    const first = await renderInvoicePdf(paper)
    vi.useFakeTimers({ now: new Date('2031-03-04T05:06:07Z'), toFake: ['Date'] })
    vi.stubEnv('TZ', 'Pacific/Auckland')
    expect(Buffer.from(await renderInvoicePdf(paper)).equals(Buffer.from(first))).toBe(true)
  })

  it('declares PDF/A-3, a color space, a language and tags, and embeds its fonts', async () => {
    const text = Buffer.from(await renderInvoicePdf(samplePaper())).toString('latin1')
    expect(text).toContain('<pdfaid:part>3</pdfaid:part>')
    expect(text).toContain('<pdfaid:conformance>B</pdfaid:conformance>')
    for (const part of ['/OutputIntent', '/Marked true', '/StructTreeRoot', '/S /H1', '/S /TH', '/Lang (en)'])
      expect(text).toContain(part)
    expect(text.match(/\/FontFile2/g)).toHaveLength(text.match(/\/Type \/FontDescriptor/g)?.length ?? 0)
    expect(text).not.toMatch(/\/BaseFont \/(?:Helvetica|Times|Courier)/)
  })

  it('keeps its metadata well-formed for a number with XML characters', async () => {
    const text = Buffer.from(await renderInvoicePdf(samplePaper({ number: 'A&B<1>' }))).toString('latin1')
    expect(text).toMatch(/<rdf:li xml:lang="x-default">Invoice A B 1 <\/rdf:li>/)
  })

  it('leaves out a logo that cannot be read', async () => {
    const { pages } = await read(samplePaper({}, 1, { logo: Buffer.from('no image') }))
    expect(pages[0]).toContain('Invoice 2026-0042')
  })
})

import { eq } from 'drizzle-orm'
import { expect, it } from 'vitest'
import { paymentTermsChange } from '#contracts/company/schemas.ts'
import { simulationQuery } from '#contracts/simulation/schemas.ts'
import { localDate } from '#server/platform/calendar/index.ts'
import { commit, documentsOf, insertCompany, insertPrice, insertVat } from '#testing/billing/steps.ts'
import { insertCustomer, insertDraft } from '#testing/billing-rows.ts'
import { callWithKey, describeDomain, type TestDomain } from '#testing/domain.ts'
import { outbox, setUpMail } from '#testing/mail-steps.ts'
import { type ReceivedMessage, startSmtpServer } from '#testing/smtp-server.ts'
import { runBilling } from '../billing/index.ts'
import { changePaymentTerms } from '../company/index.ts'
import { contextOf } from '../context.ts'
import { readPdf } from '../invoice-pdf/read-pdf.ts'
import { deliverDueMails, purgeMails, queueMail, resendMail, turnOffMail } from '../mail/index.ts'
import { claimMails, leaseMs, mostAttempts, waitAfter } from '../mail/outbox.ts'
import { recordPayment } from '../payments/index.ts'
import { runSimulation } from '../simulation/index.ts'
import { billingProfiles } from '../tables/billing-profiles.ts'
import { companySettings } from '../tables/company.ts'
import { customers } from '../tables/customers.ts'
import { documents } from '../tables/documents.ts'
import { creditInvoice, finalizeInvoice, getInvoice, voidInvoice } from './index.ts'
import { fileNameOf } from './pdf.ts'

const bankDetails = {
  accountHolder: 'Hosting GmbH',
  iban: 'DE89370400440532013000',
  bic: 'COBADEFF',
  bank: 'Commerzbank',
  note: '',
}
const system = { kind: 'system', name: 'System' } as const

describeDomain('The mail of an invoice', (open) => {
  /** A company that mails its invoices through a server on this port. */
  const prepared = async (test: TestDomain, port: number, amount = 10_000n) => {
    const { db } = test.database
    await setUpMail(test, port)
    await insertCompany(db, { bankDetails })
    await insertVat(db)
    return { priceId: (await insertPrice(db, amount)).priceId, customerId: await insertCustomer(db) }
  }

  const startPlan = (test: TestDomain, { priceId, customerId }: { priceId: string; customerId: string }) =>
    commit(test, {
      customerId,
      action: {
        kind: 'start',
        items: [{ priceId, quantity: 1 }],
        startOn: localDate('2026-03-01'),
        trialEndsOn: null,
        coupon: null,
        provision: 'none',
      },
    })

  /** One invoice of 119.00 EUR, due on March 15. Returns its id. */
  const invoiced = async (test: TestDomain, port: number) => {
    const { customerId, priceId } = await prepared(test, port)
    await startPlan(test, { customerId, priceId })
    const [document] = await documentsOf(test.database.db, customerId)
    if (!document) throw new Error('Nothing was invoiced.')
    return { id: document.id, customerId, priceId }
  }

  const documentOf = async (test: TestDomain, id: string) => {
    const [row] = await test.database.db.select().from(documents).where(eq(documents.id, id))
    return row
  }

  const attached = async (message: ReceivedMessage | undefined) => {
    const [file] = message?.mail.attachments ?? []
    if (!(file?.content instanceof ArrayBuffer)) throw new Error('The mail has no attachment.')
    return { ...file, text: (await readPdf(new Uint8Array(file.content))).pages.join(' ') }
  }

  it('is written with its number, and carries the PDF, the amount and the bank details', async () => {
    const test = open()
    await using smtp = await startSmtpServer()
    const { id, customerId } = await invoiced(test, smtp.port)
    const number = 'INV-2026-00001'
    expect(await outbox(test)).toMatchObject([
      {
        kind: 'invoice',
        state: 'waiting',
        documentId: id,
        customerId,
        recipient: `${customerId}@example.com`,
      },
    ])
    expect((await getInvoice(test.ctx, { id })).mailing).toEqual({
      state: 'waiting',
      recipient: `${customerId}@example.com`,
      sentAt: null,
      mailedAt: null,
    })
    await deliverDueMails(test.domain)
    const [got] = smtp.received
    expect(got?.to).toEqual([`${customerId}@example.com`])
    expect(got?.mail.subject).toBe(`Invoice ${number} from Example Hosting`)
    expect(got?.mail.text).toContain(`Hello Ada Example,

Your invoice ${number} of March 1, 2026 is attached as a PDF. Its total is €119.00.

Please pay €119.00 by March 15, 2026.
Account holder: Hosting GmbH
IBAN: DE89 3704 0044 0532 0130 00
BIC: COBADEFF
Bank: Commerzbank
Payment reference: ${number}

See the invoice in the customer area: https://billing.hosting.example/portal/invoices/${id}`)
    expect(got?.mail.html).toContain('IBAN: DE89 3704 0044 0532 0130 00<br>')
    const file = await attached(got)
    expect(file).toMatchObject({ filename: `${number}.pdf`, mimeType: 'application/pdf' })
    expect(file.text).toContain(number)
    expect(file.text).toContain('Total 119.00 EUR')
    expect(await documentOf(test, id)).toMatchObject({ mailedAt: test.clock.now() })
    expect((await getInvoice(test.ctx, { id })).mailing).toEqual({
      state: 'sent',
      recipient: `${customerId}@example.com`,
      sentAt: test.clock.now().toISOString(),
      mailedAt: test.clock.now().toISOString(),
    })
  })

  it('is in German for a German customer, with a German PDF, to the address for invoices', async () => {
    const test = open()
    await using smtp = await startSmtpServer()
    const { customerId, priceId } = await prepared(test, smtp.port)
    const { db } = test.database
    await db.update(customers).set({ language: 'de' }).where(eq(customers.id, customerId))
    const at = test.clock.now()
    await db
      .insert(billingProfiles)
      .values({ customerId, invoiceEmail: 'buchhaltung@kunde.example', createdAt: at, updatedAt: at })
    await startPlan(test, { customerId, priceId })
    await deliverDueMails(test.domain)
    const [got] = smtp.received
    expect(got?.to).toEqual(['buchhaltung@kunde.example'])
    expect(got?.mail.subject).toBe('Rechnung INV-2026-00001 von Example Hosting')
    expect(got?.mail.text).toMatch(
      /Bitte zahlen Sie 119,00\s€ bis zum 15\. März 2026\.\nKontoinhaber: Hosting GmbH/,
    )
    expect(got?.mail.text).toContain('Verwendungszweck: INV-2026-00001')
    expect((await attached(got)).text).toContain('Rechnungsnummer')
  })

  it('says that nothing is to be paid if account credit paid the invoice when it was issued', async () => {
    const test = open()
    await using smtp = await startSmtpServer()
    const { customerId, priceId } = await prepared(test, smtp.port)
    await recordPayment(contextOf(test.domain, callWithKey('credit')), {
      customerId,
      amount: { amount: '50000', currency: 'EUR' },
      method: 'cash',
      reference: '',
      receivedOn: '2026-03-01',
    })
    await startPlan(test, { customerId, priceId })
    await deliverDueMails(test.domain)
    expect(smtp.received[0]?.mail.text).toContain('The invoice is settled. There is nothing to pay.\n\nSee')
    expect(smtp.received[0]?.mail.text).not.toContain('IBAN')
  })

  it('asks for what is due when it is sent: less a payment, more urgently after the due date', async () => {
    const test = open()
    await using smtp = await startSmtpServer()
    const { customerId } = await invoiced(test, smtp.port)
    await recordPayment(contextOf(test.domain, callWithKey('part')), {
      customerId,
      amount: { amount: '2000', currency: 'EUR' },
      method: 'cash',
      reference: '',
      receivedOn: '2026-03-01',
    })
    test.clock.advance(20 * 86_400_000)
    await deliverDueMails(test.domain)
    expect(smtp.received[0]?.mail.text).toContain(
      '€20.00 of €119.00 is settled already.\nPlease pay €99.00. It was due on March 15, 2026.\n',
    )
  })

  it('says how to ask if the company has no bank details', async () => {
    const test = open()
    await using smtp = await startSmtpServer()
    const { customerId, priceId } = await prepared(test, smtp.port)
    await test.database.db
      .update(companySettings)
      .set({ bankDetails: null, email: 'billing@hosting.example' })
    await startPlan(test, { customerId, priceId })
    await deliverDueMails(test.domain)
    expect(smtp.received[0]?.mail.text).toContain('Ask Hosting GmbH how to pay: billing@hosting.example')
  })

  it('of a credit note says what is still due, and the account credit', async () => {
    const test = open()
    await using smtp = await startSmtpServer()
    const { id, customerId } = await invoiced(test, smtp.port)
    await creditInvoice(contextOf(test.domain, callWithKey('part')), {
      id,
      reason: 'Downtime',
      amount: { amount: '1900', currency: 'EUR' },
    })
    await deliverDueMails(test.domain)
    const part = smtp.received.find(({ mail }) => mail.subject?.startsWith('Credit note'))
    expect(part?.mail.subject).toBe('Credit note CN-2026-00001 from Example Hosting')
    expect(part?.mail.text).toContain('It credits €19.00 of invoice INV-2026-00001.')
    expect(part?.mail.text).toContain('€100.00 is still due for invoice INV-2026-00001.\n\nSee')
    expect((await attached(part)).text).toContain('CN-2026-00001')

    await recordPayment(contextOf(test.domain, callWithKey('pay')), {
      customerId,
      amount: { amount: '10000', currency: 'EUR' },
      method: 'cash',
      reference: '',
      receivedOn: '2026-03-01',
    })
    await creditInvoice(contextOf(test.domain, callWithKey('rest')), { id, reason: 'Goodwill' })
    await deliverDueMails(test.domain)
    expect(smtp.received.at(-1)?.mail.text).toContain(
      'Nothing is due for invoice INV-2026-00001.\nYour account credit is €100.00. It is used for later invoices.',
    )
  })

  it('does not ask for a voided invoice', async () => {
    const test = open()
    await using smtp = await startSmtpServer()
    const { id } = await invoiced(test, smtp.port)
    await voidInvoice(contextOf(test.domain, callWithKey('void')), { id, reason: 'Wrong customer' })
    await deliverDueMails(test.domain)
    const texts = smtp.received.map(({ mail }) => mail.text ?? '')
    expect(texts).toHaveLength(2)
    expect(texts.join()).toContain('The invoice was cancelled. There is nothing to pay.')
    expect(texts.join()).not.toContain('Please pay')
  })

  it('is written when a draft gets its number, and not before', async () => {
    const test = open()
    await using smtp = await startSmtpServer()
    const { customerId } = await prepared(test, smtp.port)
    const id = await insertDraft(test.database.db, customerId)
    await test.database.db.update(documents).set({ tax: 0n, total: 10_000n, amountDue: 10_000n })
    expect(await outbox(test)).toEqual([])
    await finalizeInvoice(test.ctx, { id })
    await expect(finalizeInvoice(test.ctx, { id })).rejects.toMatchObject({ code: 'wrong-state' })
    expect(await outbox(test)).toMatchObject([{ kind: 'invoice', documentId: id }])
  })

  it('is not written for a total of zero, without an address, or by a dry run or a simulation', async () => {
    const test = open()
    await using smtp = await startSmtpServer()
    const { db } = test.database
    const { customerId, priceId } = await prepared(test, smtp.port, 0n)
    await startPlan(test, { customerId, priceId })
    const silent = await insertCustomer(db)
    await db.update(customers).set({ email: '' }).where(eq(customers.id, silent))
    await startPlan(test, { customerId: silent, priceId: (await insertPrice(db, 500n)).priceId })
    expect(await documentsOf(db, customerId)).toHaveLength(1)
    expect(await documentsOf(db, silent)).toHaveLength(1)
    await runBilling(test.domain, { dryRun: true, asOf: '2026-05-01' }, system)
    await runSimulation(test.ctx, simulationQuery.parse({ months: 3 }))
    expect(await outbox(test)).toEqual([])
  })

  it('is not written while mail is not set up, or for documents before that', async () => {
    const test = open()
    await using smtp = await startSmtpServer()
    const { customerId, priceId } = await prepared(test, smtp.port)
    await turnOffMail(test.ctx)
    await startPlan(test, { customerId, priceId })
    await setUpMail(test, smtp.port)
    expect(await outbox(test)).toEqual([])
    const [document] = await documentsOf(test.database.db, customerId)
    expect((await getInvoice(test.ctx, { id: document?.id ?? '' })).mailing).toBeNull()
  })

  it('stops with the setting, also if it waits, and staff can still send it', async () => {
    const test = open()
    await using smtp = await startSmtpServer()
    const { id, customerId, priceId } = await invoiced(test, smtp.port)
    const set = (mailInvoices: boolean) =>
      changePaymentTerms(test.ctx, paymentTermsChange.parse({ mailInvoices }))
    expect(await set(false)).toMatchObject({ mailInvoices: false })
    await startPlan(test, { customerId, priceId })
    await deliverDueMails(test.domain)
    const [mail, ...others] = await outbox(test)
    expect(others).toEqual([])
    expect(mail).toMatchObject({ state: 'cancelled', documentId: id })
    expect(mail?.error).toContain('turned off')
    expect((await getInvoice(test.ctx, { id })).mailing).toMatchObject({ state: 'cancelled', mailedAt: null })
    expect(smtp.received).toEqual([])

    await resendMail(contextOf(test.domain, callWithKey('again')), { id: mail?.id ?? '' })
    await deliverDueMails(test.domain)
    expect(await attached(smtp.received[0])).toMatchObject({ filename: 'INV-2026-00001.pdf' })
    expect(await documentOf(test, id)).toMatchObject({ mailedAt: test.clock.now() })
  })

  it('is sent again with its attachment to the present address for invoices', async () => {
    const test = open()
    await using smtp = await startSmtpServer()
    const { id, customerId } = await invoiced(test, smtp.port)
    await deliverDueMails(test.domain)
    const first = test.clock.now()
    test.clock.advance(60_000)
    await test.database.db
      .update(billingProfiles)
      .set({ invoiceEmail: 'accounts@customer.example' })
      .where(eq(billingProfiles.customerId, customerId))
    const [mail] = await outbox(test)
    await resendMail(contextOf(test.domain, callWithKey('again')), { id: mail?.id ?? '' })
    await deliverDueMails(test.domain)
    expect(smtp.received.map(({ to }) => to)).toEqual([
      [`${customerId}@example.com`],
      ['accounts@customer.example'],
    ])
    expect((await attached(smtp.received[1])).text).toContain('INV-2026-00001')
    expect((await getInvoice(test.ctx, { id })).mailing).toEqual({
      state: 'sent',
      recipient: 'accounts@customer.example',
      sentAt: test.clock.now().toISOString(),
      mailedAt: first.toISOString(),
    })
    // The first time counts, also after the mails were deleted.
    test.clock.advance(91 * 86_400_000)
    await purgeMails(test.domain)
    expect((await getInvoice(test.ctx, { id })).mailing).toEqual({
      state: 'sent',
      recipient: null,
      sentAt: null,
      mailedAt: first.toISOString(),
    })
  })

  it('is written once for each renewal of a run, and sent once by two workers', async () => {
    const test = open()
    await using smtp = await startSmtpServer()
    const { priceId, customerId } = await prepared(test, smtp.port)
    const others = []
    for (let count = 0; count < 6; count += 1) others.push(await insertCustomer(test.database.db))
    for (const id of [customerId, ...others]) await startPlan(test, { customerId: id, priceId })
    await deliverDueMails(test.domain)
    test.clock.advance(31 * 86_400_000)
    await runBilling(test.domain, { dryRun: false }, system)
    await runBilling(test.domain, { dryRun: false }, system)
    expect(await outbox(test)).toHaveLength(14)
    await Promise.all([deliverDueMails(test.domain), deliverDueMails(test.domain)])
    await deliverDueMails(test.domain)
    expect(smtp.received).toHaveLength(14)
    expect(new Set(smtp.received.map(({ mail }) => mail.attachments[0]?.filename)).size).toBe(14)
  })

  it('is sent after the lease if the process died between the number and the mail', async () => {
    const test = open()
    await using smtp = await startSmtpServer()
    const { id } = await invoiced(test, smtp.port)
    expect(await claimMails(test.domain)).toHaveLength(1)
    // The process dies here.
    await deliverDueMails(test.domain)
    expect(smtp.received).toEqual([])
    test.clock.advance(leaseMs)
    await deliverDueMails(test.domain)
    expect(smtp.received).toHaveLength(1)
    expect(await documentOf(test, id)).toMatchObject({ mailedAt: test.clock.now() })
  })

  it('does not exist if the transaction that gives the number fails', async () => {
    const test = open()
    await using smtp = await startSmtpServer()
    const { customerId, priceId } = await prepared(test, smtp.port)
    const failing = test.database.db.transaction(async (tx) => {
      await startPlan(
        { ...test, ctx: { ...test.ctx, database: { ...test.database, db: tx } } } as TestDomain,
        {
          customerId,
          priceId,
        },
      )
      throw new Error('The process dies.')
    })
    await expect(failing).rejects.toThrow('The process dies.')
    expect(await documentsOf(test.database.db, customerId)).toEqual([])
    expect(await outbox(test)).toEqual([])
  })

  it('is attempted again if the PDF cannot be rendered, and leaves the document as it is', async () => {
    const test = open()
    await using smtp = await startSmtpServer()
    const { id } = await invoiced(test, smtp.port)
    const before = await documentOf(test, id)
    const domain = test.domainWith({
      documentForMail: async (...input) => ({
        ...(await test.domain.documentForMail(...input)),
        print: () => Promise.reject(new Error('no font')),
      }),
    })
    await deliverDueMails(domain)
    const [mail] = await outbox(test)
    expect(mail).toMatchObject({ state: 'waiting', attempts: 1 })
    expect(mail?.error).toBe(
      'The PDF of INV-2026-00001 could not be rendered, so the mail was not sent. The document is unchanged. See the log for the cause.',
    )
    expect(test.logged.join()).toContain('no font')
    for (let attempt = 1; attempt < mostAttempts; attempt += 1) {
      test.clock.advance(waitAfter(attempt))
      await deliverDueMails(domain)
    }
    expect(await outbox(test)).toMatchObject([{ state: 'failed', attempts: mostAttempts }])
    expect(smtp.received).toEqual([])
    expect(await documentOf(test, id)).toEqual(before)

    await resendMail(contextOf(test.domain, callWithKey('again')), { id: mail?.id ?? '' })
    await deliverDueMails(test.domain)
    expect(await attached(smtp.received[0])).toMatchObject({ filename: 'INV-2026-00001.pdf' })
  })

  it('costs no PDF while the mail server is away', async () => {
    const test = open()
    const smtp = await startSmtpServer()
    await invoiced(test, smtp.port)
    await smtp[Symbol.asyncDispose]()
    const printed: string[] = []
    const domain = test.domainWith({
      documentForMail: async (...input) => {
        const mailed = await test.domain.documentForMail(...input)
        return { ...mailed, print: () => Promise.reject(new Error(`printed ${printed.push('once')}`)) }
      },
    })
    await deliverDueMails(domain)
    expect(await outbox(test)).toMatchObject([{ state: 'waiting', attempts: 1 }])
    expect(printed).toEqual([])
  })

  it('waits for mails without a document, such as password resets', async () => {
    const test = open()
    await using smtp = await startSmtpServer()
    const { priceId } = await invoiced(test, smtp.port)
    for (let count = 0; count < 6; count += 1)
      await startPlan(test, { customerId: await insertCustomer(test.database.db), priceId })
    test.clock.advance(1000)
    const at = test.clock.now()
    await queueMail(test.database.db, {
      kind: 'password-changed',
      recipient: 'ada@example.com',
      recipientName: 'Ada',
      at,
    })
    expect((await claimMails(test.domain)).map(({ kind }) => kind)).toEqual(['password-changed'])
    expect(await claimMails(test.domain)).toHaveLength(5)
    expect(await claimMails(test.domain)).toHaveLength(2)
  })

  it('adds no header and no other file name for a hostile name or number', async () => {
    const test = open()
    await using smtp = await startSmtpServer()
    const { customerId, priceId } = await prepared(test, smtp.port)
    const name = 'Ada\r\nBcc: mallory@evil.example\r\n\r\n<b>{{payment}}</b>'
    await test.database.db.update(customers).set({ fullName: name }).where(eq(customers.id, customerId))
    await test.database.db.update(companySettings).set({
      bankDetails: { ...bankDetails, note: 'Line 1\n\u202EBcc: x\u2028y\n<script>alert(1)</script>' },
    })
    await startPlan(test, { customerId, priceId })
    const number = '"; name="x.exe"\r\nBcc: mallory@evil.example'
    const domain = test.domainWith({
      documentForMail: async (...input) => {
        const mailed = await test.domain.documentForMail(...input)
        return {
          ...mailed,
          document: { ...mailed.document, number },
          print: async () => ({ ...(await mailed.print()), fileName: number }),
        }
      },
    })
    await deliverDueMails(domain)
    const [got] = smtp.received
    expect(got?.to).toEqual([`${customerId}@example.com`])
    expect(got?.mail.bcc).toBeUndefined()
    expect(/^bcc:.*evil/im.test(got?.raw ?? '')).toBe(false)
    expect(got?.mail.attachments).toHaveLength(1)
    expect(got?.mail.html).not.toContain('<script>')
    expect(got?.mail.html).not.toContain('<b>')
    expect(got?.mail.text).not.toContain('\u202E')
  })
})

it.each([
  ['INV-2026-00001', 'INV-2026-00001.pdf'],
  ['RE/2026/7', 'RE-2026-7.pdf'],
  ['../../etc/passwd', 'etc-passwd.pdf'],
  ['..', 'document.pdf'],
  ['a"\r\nBcc: x@y.z', 'a-Bcc-x-y.z.pdf'],
  ['№ 7 \u202Efdp.exe', '7-fdp.exe.pdf'],
  ['x'.repeat(300), `${'x'.repeat(80)}.pdf`],
])('names the file of %j safely', (number, fileName) => {
  expect(fileNameOf(number)).toBe(fileName)
})

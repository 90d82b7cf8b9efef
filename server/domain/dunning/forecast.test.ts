import { expect, it } from 'vitest'
import { contextOf } from '#server/domain/context.ts'
import { call, customerActor, describeDomain } from '#testing/domain.ts'
import { addTestServer, provisioned } from '#testing/domain-steps.ts'
import { carriedOut, dunningOn, invoiceFor, pay, runDaily, stepsOf } from '#testing/dunning-steps.ts'
import { setUpMail } from '#testing/mail-steps.ts'
import { startSmtpServer } from '#testing/smtp-server.ts'
import { listOwnHostingAccounts } from '../accounts/index.ts'
import { deliverDueMails } from '../mail/index.ts'
import { mails } from '../tables/mail.ts'
import { carryOutWishes } from '../wishes/index.ts'
import { forecastDunningSteps, getDunningOfCustomer, getDunningState } from './index.ts'

describeDomain('The forecast of dunning', (open) => {
  async function owing() {
    const test = open()
    await addTestServer(test)
    const made = await provisioned(test)
    await dunningOn(test)
    const { number } = await invoiceFor(test, made.customer.id, made.accountId)
    return { test, number, customerId: made.customer.id, accountId: made.accountId }
  }

  it('names who is reminded and suspended on which day, and that happens', async () => {
    const { test, number, accountId } = await owing()
    const forecast = await forecastDunningSteps(test.ctx, { until: '2026-05-01' })
    expect(forecast.counts).toEqual({ reminders: 2, lateFees: 0, suspensions: 1, terminationTasks: 1 })
    expect(forecast.items.map(({ on, action }) => `${action} ${on}`)).toEqual([
      'remind 2026-03-12',
      'remind 2026-03-18',
      'suspend 2026-03-25',
      'ask-to-terminate 2026-04-24',
    ])
    expect(forecast.items[2]).toMatchObject({
      invoiceNumbers: [number],
      due: [{ amount: '11900', currency: 'EUR' }],
      accounts: [{ id: accountId, username: 'alpha' }],
    })
    await runDaily(test, '2026-03-02', '2026-05-01')
    expect((await stepsOf(test)).map((step) => step.slice(-10))).toEqual(forecast.items.map(({ on }) => on))
    expect((await forecastDunningSteps(test.ctx, { until: '2026-06-01' })).items).toEqual([])
  })

  it('keeps the counts of all steps, and the first 500', async () => {
    const { test, customerId, accountId } = await owing()
    for (let day = 1; day <= 28; day += 1)
      for (const month of ['04', '05', '06', '07', '08'])
        await invoiceFor(test, customerId, accountId, {
          dueOn: `2026-${month}-${String(day).padStart(2, '0')}`,
        })
    const { counts, items } = await forecastDunningSteps(test.ctx, { until: '2027-03-01' })
    expect(counts).toMatchObject({ reminders: 282, suspensions: 1, terminationTasks: 141 })
    expect(items).toHaveLength(500)
    expect(items.map(({ on }) => on)).toEqual(items.map(({ on }) => on).toSorted())
  })

  it('is of the next days only', async () => {
    const { ctx } = (await owing()).test
    expect((await forecastDunningSteps(ctx, {})).until).toBe('2026-03-02')
    for (const until of ['2026-02-28', '2027-03-03'])
      await expect(forecastDunningSteps(ctx, { until })).rejects.toMatchObject({ code: 'invalid-body' })
  })

  it('is empty while dunning is off', async () => {
    const test = open()
    expect(await forecastDunningSteps(test.ctx, {})).toMatchObject({ isEnabled: false, items: [] })
  })

  it('the customer and staff see why hosting is suspended, and that it is restored', async () => {
    const { test, number, customerId, accountId } = await owing()
    await invoiceFor(test, customerId, null, { dueOn: '2026-03-02' })
    await invoiceFor(test, customerId, accountId, { dueOn: '2026-03-25' })
    const own = contextOf(test.domain, call(customerActor(customerId)))
    const seen = async () => (await listOwnHostingAccounts(own)).items.map(({ suspension }) => suspension)
    expect(await seen()).toEqual([null])
    await runDaily(test, '2026-03-12', '2026-03-25')
    expect((await getDunningState(test.ctx)).wishes).toMatchObject([
      { accountId, wanted: true, operationId: null },
    ])
    await carriedOut(test)
    expect(await seen()).toEqual(['overdue'])
    expect((await listOwnHostingAccounts(own)).items[0]?.overdueInvoices).toEqual([
      {
        id: expect.any(String),
        number,
        dueOn: '2026-03-15',
        amountDue: { amount: '11900', currency: 'EUR' },
      },
    ])
    await pay(test, customerId, '35700')
    await carryOutWishes(test.domain)
    expect(await seen()).toEqual(['restoring'])
    const { case: none, wishes } = await getDunningOfCustomer(test.ctx, { id: customerId })
    expect(none).toBeNull()
    expect(wishes).toMatchObject([{ wanted: false, operationId: expect.any(String) }])
    await carriedOut(test)
    expect(await seen()).toEqual([null])
  })

  it('mails the reminders and the suspension to the customer, once', async () => {
    const { test, number } = await owing()
    await setUpMail(test, 2525)
    await runDaily(test, '2026-03-12', '2026-03-26')
    const sent = (await test.database.db.select().from(mails)).filter(({ kind }) =>
      /^payment|^hosting-s/.test(kind),
    )
    expect(sent.map(({ kind }) => kind)).toEqual(['payment-reminder', 'payment-overdue', 'hosting-suspended'])
    for (const { values } of sent)
      expect(values).toMatchObject({ invoices: number, amount: '11900 EUR', dueOn: '2026-03-15' })
  })

  it('mails what is owed when the mail is sent, and nothing once the invoices are settled', async () => {
    await using smtp = await startSmtpServer()
    const { test, customerId, number } = await owing()
    await setUpMail(test, smtp.port)
    await runDaily(test, '2026-03-18', '2026-03-18')
    await pay(test, customerId, '1900')
    await deliverDueMails(test.domain)
    const texts = smtp.received.map(({ mail }) => mail.text ?? '')
    expect(texts.filter((text) => text.includes(number) && text.includes('100.00'))).toHaveLength(1)

    await runDaily(test, '2026-03-25', '2026-03-25')
    await pay(test, customerId, '10000')
    await deliverDueMails(test.domain)
    expect(
      smtp.received.map(({ mail }) => mail.text ?? '').filter((text) => text.includes('suspended')),
    ).toEqual([])
    const [mail] = (await test.database.db.select().from(mails)).filter(
      ({ kind }) => kind === 'hosting-suspended',
    )
    expect(mail).toMatchObject({ state: 'cancelled', error: expect.stringContaining('settled') })
  })
})

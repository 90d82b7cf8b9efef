import { expect, it } from 'vitest'
import { contextOf } from '#server/domain/context.ts'
import { passwordLinks } from '#server/platform/auth/table.ts'
import { installation } from '#server/platform/installation/table.ts'
import { type Mailer, SmtpError } from '#server/platform/smtp/index.ts'
import { runOperation } from '#server/work/index.ts'
import { call, describeDomain, type TestDomain } from '#testing/domain.ts'
import {
  addTestServer,
  auditOf,
  loginPassword,
  newCustomer,
  onboardWithHosting,
  provisioned,
  strangerOnPanel,
} from '#testing/domain-steps.ts'
import { mailChange, mailPassword, outbox, setUpMail, tokenIn } from '#testing/mail-steps.ts'
import { startSmtpServer } from '#testing/smtp-server.ts'
import { changeCustomer } from '../customers/index.ts'
import { onboardCustomer } from '../onboarding/index.ts'
import {
  createPasswordLink,
  inspectPasswordLink,
  requestPasswordReset,
  setPasswordByLink,
} from '../password-links/index.ts'
import { testServer } from '../servers/index.ts'
import { mailSettings } from '../tables/mail.ts'
import { deliverMail } from './deliver.ts'
import {
  changeMailSettings,
  changeMailTemplate,
  deliverDueMails,
  getMailSetup,
  listMails,
  listMailTemplates,
  purgeMails,
  queueStaffMail,
  resendMail,
  resetMailTemplate,
  sendTestMail,
  turnOffMail,
} from './index.ts'
import { claimMails, leaseMs, mostAttempts, waitAfter } from './outbox.ts'

const states = async (test: TestDomain) => (await outbox(test)).map(({ kind, state }) => `${kind} ${state}`)
const noSession = (test: TestDomain) => contextOf(test.domain, call({ kind: 'system', name: 'no session' }))
const tokenOf = ({ path }: { path: string }) => path.split('#')[1] ?? ''

describeDomain('The welcome mail', (open) => {
  it('is written when the account was read back, and carries username, server and link, but no password', async () => {
    const test = open()
    await using smtp = await startSmtpServer()
    await setUpMail(test, smtp.port)
    await addTestServer(test)
    const made = await onboardWithHosting(test, { username: 'ada' })
    expect(await outbox(test)).toEqual([])
    await runOperation(test.domain, made.operationId)
    expect(await states(test)).toEqual(['welcome waiting'])

    await deliverDueMails(test.domain)
    expect(await states(test)).toEqual(['welcome sent'])
    const [got] = smtp.received
    expect(got?.to).toEqual([made.customer.email])
    expect(got?.mail.text).toContain('Username: ada')
    expect(got?.mail.text).toContain(`Control panel: ${test.sandbox.url}`)
    for (const secret of [loginPassword, 'Hosting-Pass-7743']) expect(got?.raw).not.toContain(secret)
    const token = tokenIn(got?.mail.text)
    expect(await inspectPasswordLink(test.ctx, { token })).toMatchObject({ email: made.customer.email })
    // A dump of the database contains no usable link.
    expect(
      JSON.stringify([await outbox(test), await test.database.db.select().from(passwordLinks)]),
    ).not.toContain(token)
  })

  it('carries the link that staff already handed over, so that both work', async () => {
    const test = open()
    await using smtp = await startSmtpServer()
    await setUpMail(test, smtp.port)
    await addTestServer(test)
    const { password: _, ...person } = newCustomer()
    const made = await provisioned(test, { customer: { ...person, password: undefined, passwordLink: true } })
    await deliverDueMails(test.domain)
    expect(tokenIn(smtp.received[0]?.mail.text)).toBe(tokenOf(made.passwordLink ?? { path: '' }))
  })

  it('is not written while mail is not set up, and the onboarding is as before', async () => {
    const test = open()
    await addTestServer(test)
    await provisioned(test)
    await changeCustomer(test.ctx, {
      id: (await onboardCustomer(test.ctx, newCustomer())).customer.id,
      password: 'By-Staff-12',
    })
    expect(await outbox(test)).toEqual([])
    expect(await listMails(test.ctx, { limit: 25 })).toEqual({ items: [], nextCursor: null, isSetUp: false })
  })

  it('is not sent to a login that was disabled, or to an address that it no longer has', async () => {
    const test = open()
    await using smtp = await startSmtpServer()
    await setUpMail(test, smtp.port)
    await addTestServer(test)
    const disabled = await provisioned(test, { username: 'one' })
    await changeCustomer(test.ctx, { id: disabled.customer.id, isActive: false })
    const moved = await provisioned(test, { username: 'two' })
    await changeCustomer(test.ctx, { id: moved.customer.id, email: 'moved@example.com' })
    await deliverDueMails(test.domain)
    expect((await states(test)).filter((state) => state.startsWith('welcome'))).toEqual([
      'welcome cancelled',
      'welcome cancelled',
    ])
    expect(smtp.received.every(({ mail }) => tokenIn(mail.text) === '')).toBe(true)
  })
})

describeDomain('Mail to staff', (open) => {
  it('reports a failed creation and an alert to each address of the settings', async () => {
    const test = open()
    await using smtp = await startSmtpServer()
    await setUpMail(test, smtp.port, { alertsTo: ['a@hosting.example', 'b@hosting.example'] })
    await addTestServer(test)
    await strangerOnPanel(test, { username: 'taken' })
    const { operationId, customer } = await onboardWithHosting(test, { username: 'taken' })
    await runOperation(test.domain, operationId)
    expect(await states(test)).toEqual(['provisioning-failed waiting', 'provisioning-failed waiting'])
    await deliverDueMails(test.domain)
    expect(smtp.received.map(({ to }) => to[0]).toSorted()).toEqual([
      'a@hosting.example',
      'b@hosting.example',
    ])
    const text = smtp.received[0]?.mail.text ?? ''
    expect(text).toContain('taken')
    expect(text).toContain(customer.fullName)
    expect(text).toContain(`https://billing.hosting.example/operations/${operationId}`)
  })

  it('reports at most 20 failed creations per hour to an address', async () => {
    const test = open()
    await using smtp = await startSmtpServer()
    await setUpMail(test, smtp.port, { alertsTo: ['a@hosting.example'] })
    const report = (at: Date) => queueStaffMail(test.database.db, { kind: 'provisioning-failed', at })
    for (let count = 0; count < 22; count += 1) await report(test.clock.now())
    await queueStaffMail(test.database.db, { kind: 'server-alert', at: test.clock.now() })
    expect(await outbox(test)).toHaveLength(21)
    test.clock.advance(3_600_000)
    await report(test.clock.now())
    expect(await outbox(test)).toHaveLength(22)
  })

  it('reports an alert of a server once', async () => {
    const test = open()
    await using smtp = await startSmtpServer()
    await setUpMail(test, smtp.port, { alertsTo: ['a@hosting.example'] })
    const { id } = await addTestServer(test, { name: 'Panel' })
    test.sandbox.changeKey(1, { revoked: true })
    await testServer(test.ctx, { id })
    await testServer(test.ctx, { id })
    expect(await states(test)).toEqual(['server-alert waiting'])
    await deliverDueMails(test.domain)
    expect(smtp.received[0]?.mail.subject).toBe('Alert: Panel')
    expect(smtp.received[0]?.mail.text).toContain('revoked')
  })
})

describeDomain('The outbox', (open) => {
  /** A waiting mail of a kind without a link. */
  const withNotice = async (test: TestDomain, port: number) => {
    await setUpMail(test, port)
    const { customer } = await onboardCustomer(test.ctx, newCustomer())
    await changeCustomer(test.ctx, { id: customer.id, password: 'By-Staff-12' })
    return customer
  }

  it('writes no mail if the transaction that causes it fails', async () => {
    const test = open()
    await using smtp = await startSmtpServer()
    await setUpMail(test, smtp.port)
    const first = await onboardCustomer(test.ctx, newCustomer())
    const second = await onboardCustomer(test.ctx, newCustomer())
    await expect(
      changeCustomer(test.ctx, {
        id: first.customer.id,
        password: 'By-Staff-12',
        email: second.customer.email,
      }),
    ).rejects.toMatchObject({ code: 'email-taken' })
    expect(await outbox(test)).toEqual([])
  })

  it('delivers each mail once, also if two processes deliver at the same time', async () => {
    const test = open()
    await using smtp = await startSmtpServer()
    const customer = await withNotice(test, smtp.port)
    for (let count = 0; count < 7; count += 1)
      await changeCustomer(test.ctx, { id: customer.id, password: `By-Staff-${count}2` })
    await Promise.all([deliverDueMails(test.domain), deliverDueMails(test.domain)])
    await deliverDueMails(test.domain)
    expect(smtp.received).toHaveLength(8)
    expect(new Set(smtp.received.map(({ mail }) => mail.messageId)).size).toBe(8)
  })

  it('attempts a mail again after the lease if the process died before it was sent', async () => {
    const test = open()
    await using smtp = await startSmtpServer()
    await withNotice(test, smtp.port)
    expect(await claimMails(test.domain)).toHaveLength(1)
    // The process dies here.
    await deliverDueMails(test.domain)
    expect(smtp.received).toEqual([])
    test.clock.advance(leaseMs)
    await deliverDueMails(test.domain)
    expect(await outbox(test)).toMatchObject([{ state: 'sent', attempts: 2 }])
    expect(smtp.received).toHaveLength(1)
  })

  it('sends the same Message-ID again if the process died between the reply and its record', async () => {
    const test = open()
    await using smtp = await startSmtpServer()
    await withNotice(test, smtp.port)
    const [claimed] = await claimMails(test.domain)
    if (!claimed) throw new Error('Nothing was claimed.')
    // The server accepts the mail, and the process dies: its promise never settles, so nothing is recorded.
    const accepted = Promise.withResolvers<void>()
    const dying: Mailer = {
      async send(server, message) {
        await test.domain.mailer.send(server, message)
        accepted.resolve()
        await new Promise(() => undefined)
      },
      check: () => Promise.resolve(),
      close: () => undefined,
    }
    void deliverMail(test.domainWith({ mailer: dying }), claimed)
    await accepted.promise
    expect(await states(test)).toEqual(['password-changed waiting'])
    test.clock.advance(leaseMs)
    await deliverDueMails(test.domain)
    expect(smtp.received).toHaveLength(2)
    expect(smtp.received[1]?.mail.messageId).toBe(smtp.received[0]?.mail.messageId)
    await deliverDueMails(test.domain)
    expect(smtp.received).toHaveLength(2)
  })

  it('writes nothing for a process whose lease was taken over', async () => {
    const test = open()
    await using smtp = await startSmtpServer()
    await withNotice(test, smtp.port)
    const [late] = await claimMails(test.domain)
    test.clock.advance(leaseMs)
    const [current] = await claimMails(test.domain)
    if (!late || !current) throw new Error('Nothing was claimed.')
    await deliverMail(test.domain, late)
    // The first attempt recorded no Message-ID, so the late process does not send at all.
    expect(smtp.received).toEqual([])
    await deliverMail(test.domain, current)
    expect(smtp.received).toHaveLength(1)
    expect(await states(test)).toEqual(['password-changed sent'])
  })

  it('waits longer after each failure, and sends when the server accepts again', async () => {
    const test = open()
    await using smtp = await startSmtpServer()
    await withNotice(test, smtp.port)
    smtp.fail(
      { at: 'rcpt', code: 451, text: 'Try later' },
      { at: 'drop' },
      { at: 'data', code: 452, text: 'Full' },
    )
    for (const attempts of [1, 2, 3]) {
      await deliverDueMails(test.domain)
      const [mail] = await outbox(test)
      expect(mail).toMatchObject({ state: 'waiting', attempts })
      const waitMs = (mail?.nextAttemptAt?.getTime() ?? 0) - test.clock.now().getTime()
      expect(waitMs).toBe(waitAfter(attempts))
      test.clock.advance(waitMs - 1)
      await deliverDueMails(test.domain)
      expect((await outbox(test))[0]?.attempts).toBe(attempts)
      test.clock.advance(1)
    }
    await deliverDueMails(test.domain)
    expect(await outbox(test)).toMatchObject([{ state: 'sent', attempts: 4, error: null }])
  })

  it('stops at once at a permanent refusal, and after the last attempt', async () => {
    const test = open()
    await using smtp = await startSmtpServer()
    const customer = await withNotice(test, smtp.port)
    smtp.fail({ at: 'rcpt', code: 550, text: 'No such user' })
    await deliverDueMails(test.domain)
    const [refused] = await outbox(test)
    expect(refused).toMatchObject({ state: 'failed', attempts: 1 })
    expect(refused?.error).toContain('No such user')

    await changeCustomer(test.ctx, { id: customer.id, password: 'By-Staff-13' })
    const down: Mailer = {
      send: () => Promise.reject(new SmtpError('It is down.', { remedy: 'Start it.' })),
      check: () => Promise.resolve(),
      close: () => undefined,
    }
    const domain = test.domainWith({ mailer: down })
    for (let attempt = 0; attempt < mostAttempts; attempt += 1) {
      await deliverDueMails(domain)
      test.clock.advance(waitAfter(attempt + 1))
    }
    await deliverDueMails(domain)
    expect((await outbox(test)).at(-1)).toMatchObject({
      state: 'failed',
      attempts: mostAttempts,
      error: 'It is down. Start it.',
    })
  })

  it('is not touched by a clone of the database', async () => {
    const test = open()
    await using smtp = await startSmtpServer()
    await withNotice(test, smtp.port)
    await test.database.db.update(installation).set({ standing: 'suspected-copy' })
    await deliverDueMails(test.domain)
    expect(smtp.connections).toBe(0)
    await test.database.db.update(installation).set({ standing: 'recognised' })
    await deliverDueMails(test.domain)
    expect(smtp.received).toHaveLength(1)
  })

  it('is cancelled when mail is turned off, and purged after 90 days', async () => {
    const test = open()
    await using smtp = await startSmtpServer()
    await withNotice(test, smtp.port)
    await turnOffMail(test.ctx)
    expect(await states(test)).toEqual(['password-changed cancelled'])
    await purgeMails(test.domain)
    expect(await outbox(test)).toHaveLength(1)
    test.clock.advance(91 * 86_400_000)
    await purgeMails(test.domain)
    expect(await outbox(test)).toEqual([])
  })

  it('lists the mails of a customer by page', async () => {
    const test = open()
    await using smtp = await startSmtpServer()
    const customer = await withNotice(test, smtp.port)
    for (let count = 0; count < 3; count += 1) {
      test.clock.advance(1000)
      await changeCustomer(test.ctx, { id: customer.id, password: `By-Staff-${count}2` })
    }
    const first = await listMails(test.ctx, { customerId: customer.id, limit: 3 })
    expect(first.items).toHaveLength(3)
    const rest = await listMails(test.ctx, { limit: 3, cursor: first.nextCursor ?? '' })
    expect(rest).toMatchObject({ items: [{ customerId: customer.id }], nextCursor: null, isSetUp: true })
    await expect(listMails(test.ctx, { limit: 3, cursor: 'x' })).rejects.toMatchObject({
      code: 'invalid-body',
    })
  })
})

describeDomain('Resend', (open) => {
  it('sends the mail with a new link, and the earlier link stops working', async () => {
    const test = open()
    await using smtp = await startSmtpServer()
    await setUpMail(test, smtp.port)
    await addTestServer(test)
    await provisioned(test)
    const [welcome] = await outbox(test)
    await expect(resendMail(test.ctx, { id: welcome?.id ?? '' })).rejects.toMatchObject({
      code: 'wrong-state',
    })
    await deliverDueMails(test.domain)
    test.clock.advance(1000)
    const again = await resendMail(test.ctx, { id: welcome?.id ?? '' })
    expect(again).toMatchObject({ state: 'waiting', resendOf: welcome?.id })
    await expect(resendMail(test.ctx, { id: welcome?.id ?? '' })).rejects.toMatchObject({
      code: 'wrong-state',
    })
    await deliverDueMails(test.domain)
    const [first, second] = smtp.received.map(({ mail }) => tokenIn(mail.text))
    expect(second).not.toBe(first)
    await expect(inspectPasswordLink(test.ctx, { token: first ?? '' })).rejects.toMatchObject({
      code: 'password-link-invalid',
    })
    await inspectPasswordLink(test.ctx, { token: second ?? '' })
    expect((await auditOf(test)).at(-1)).toMatchObject({ action: 'mail.resend' })
  })

  it('does not send a link again that was used before the next attempt', async () => {
    const test = open()
    await using smtp = await startSmtpServer()
    await setUpMail(test, smtp.port)
    await addTestServer(test)
    await provisioned(test)
    smtp.fail({ at: 'drop' })
    await deliverDueMails(test.domain)
    const token = tokenIn(smtp.dropped[0]?.mail.text)
    await setPasswordByLink(noSession(test), { token, password: 'Chosen-Pass-9981' })
    test.clock.advance(waitAfter(1))
    await deliverDueMails(test.domain)
    const welcome = (await outbox(test)).find(({ kind }) => kind === 'welcome')
    expect(welcome).toMatchObject({ state: 'cancelled' })
    expect(smtp.received.every(({ mail }) => tokenIn(mail.text) === '')).toBe(true)
  })
})

describeDomain('A requested password reset', (open) => {
  it('mails a link for one hour that sets the password once, and a newer link replaces it', async () => {
    const test = open()
    await using smtp = await startSmtpServer()
    await setUpMail(test, smtp.port)
    const { customer } = await onboardCustomer(test.ctx, newCustomer())
    const byStaff = tokenOf(await createPasswordLink(test.ctx, { id: customer.id }))
    expect(await requestPasswordReset(noSession(test), { email: customer.email })).toEqual({ isSetUp: true })
    await deliverDueMails(test.domain)
    expect(await requestPasswordReset(noSession(test), { email: customer.email })).toEqual({ isSetUp: true })
    await deliverDueMails(test.domain)
    const [first = '', second = ''] = smtp.received.map(({ mail }) => tokenIn(mail.text))
    for (const token of [byStaff, first])
      await expect(inspectPasswordLink(test.ctx, { token })).rejects.toMatchObject({
        code: 'password-link-invalid',
      })
    await setPasswordByLink(noSession(test), { token: second, password: 'Chosen-Pass-9981' })
    expect(await states(test)).toEqual([
      'password-changed waiting',
      'password-reset sent',
      'password-reset sent',
    ])

    test.clock.advance(3_600_001)
    await requestPasswordReset(noSession(test), { email: customer.email })
    await deliverDueMails(test.domain)
    const late = tokenIn(smtp.received.at(-1)?.mail.text)
    test.clock.advance(3_600_001)
    await expect(inspectPasswordLink(test.ctx, { token: late })).rejects.toMatchObject({
      code: 'password-link-invalid',
    })
  })

  it('has the same answer and writes no mail for an unknown address and a disabled login', async () => {
    const test = open()
    await using smtp = await startSmtpServer()
    await setUpMail(test, smtp.port)
    const { customer } = await onboardCustomer(test.ctx, newCustomer({ isActive: false }))
    for (const email of [customer.email, 'nobody@example.com'])
      expect(await requestPasswordReset(noSession(test), { email })).toEqual({ isSetUp: true })
    expect(await outbox(test)).toEqual([])
  })

  it('mails at most three links an hour to an address, with the same answer', async () => {
    const test = open()
    await using smtp = await startSmtpServer()
    await setUpMail(test, smtp.port)
    const { customer } = await onboardCustomer(test.ctx, newCustomer())
    for (let count = 0; count < 6; count += 1)
      expect(await requestPasswordReset(noSession(test), { email: customer.email })).toEqual({
        isSetUp: true,
      })
    expect(await states(test)).toEqual([
      'password-reset cancelled',
      'password-reset cancelled',
      'password-reset waiting',
    ])
  })

  it('says that mail is not set up, and writes nothing', async () => {
    const test = open()
    const { customer } = await onboardCustomer(test.ctx, newCustomer())
    for (const email of [customer.email, 'nobody@example.com'])
      expect(await requestPasswordReset(noSession(test), { email })).toEqual({ isSetUp: false })
    expect(await outbox(test)).toEqual([])
  })
})

describeDomain('The mail settings', (open) => {
  it('store the password encrypted, never return it, and send it only to the server it was entered for', async () => {
    const test = open()
    await using smtp = await startSmtpServer({ auth: true })
    const withLogin = { username: 'mailer', password: mailPassword }
    await setUpMail(test, smtp.port, withLogin)
    const setup = await getMailSetup(test.ctx)
    expect(setup.settings).toMatchObject({ username: 'mailer', hasPassword: true })
    const rows = await test.database.db.select().from(mailSettings)
    for (const shown of [setup, rows, await auditOf(test)])
      expect(JSON.stringify(shown)).not.toContain(mailPassword)

    // Another name, with the same destination: the password stays.
    await changeMailSettings(test.ctx, mailChange(smtp.port, { username: 'mailer', fromName: 'Other' }))
    await using other = await startSmtpServer({ auth: true })
    const elsewhere = [
      mailChange(other.port, { username: 'mailer' }),
      mailChange(smtp.port, { username: 'mailer', host: 'localhost' }),
      mailChange(smtp.port, { username: 'mailer', tls: 'starttls' }),
      mailChange(smtp.port, { username: 'other' }),
    ]
    for (const change of elsewhere)
      await expect(changeMailSettings(test.ctx, change)).rejects.toMatchObject({
        code: 'invalid-body',
        errors: [{ path: 'password', code: 'password-required' }],
      })
    // A writer of the database cannot send it elsewhere either.
    await test.database.db.update(mailSettings).set({ port: other.port })
    expect(await sendTestMail(test.ctx, { to: 'a@example.com' })).toMatchObject({ accepted: false })
    expect(other.connections).toBe(0)
    await test.database.db.update(mailSettings).set({ port: smtp.port })
    expect(await sendTestMail(test.ctx, { to: 'a@example.com' })).toMatchObject({ accepted: true })
    expect(smtp.received).toMatchObject([{ login: withLogin }])
  })

  it('refuse plain text to another machine unless it is accepted', async () => {
    const test = open()
    const plain = mailChange(25, { host: 'smtp.hosting.example', tls: 'none' })
    await expect(changeMailSettings(test.ctx, plain)).rejects.toMatchObject({
      code: 'invalid-body',
      errors: [{ path: 'tls' }],
    })
    await setUpMail(test, 25, { ...plain, acceptPlainText: true })
  })

  it('report a failed test with the reason and the remedy, and limit the tests', async () => {
    const test = open()
    await expect(sendTestMail(test.ctx, { to: 'a@example.com' })).rejects.toMatchObject({
      code: 'wrong-state',
    })
    await setUpMail(test, 9)
    const failed = await sendTestMail(test.ctx, { to: 'a@example.com' })
    expect(failed).toMatchObject({
      accepted: false,
      message: expect.stringContaining('refused the connection'),
    })
    for (let count = 1; count < 20; count += 1) await sendTestMail(test.ctx, { to: 'a@example.com' })
    await expect(sendTestMail(test.ctx, { to: 'a@example.com' })).rejects.toMatchObject({
      code: 'too-many-requests',
    })
  })

  it('make waiting mails due when they are saved', async () => {
    const test = open()
    await using smtp = await startSmtpServer()
    await setUpMail(test, 9)
    const { customer } = await onboardCustomer(test.ctx, newCustomer())
    await changeCustomer(test.ctx, { id: customer.id, password: 'By-Staff-12' })
    await deliverDueMails(test.domain)
    expect(await outbox(test)).toMatchObject([{ state: 'waiting', attempts: 1 }])
    await setUpMail(test, smtp.port)
    await deliverDueMails(test.domain)
    expect(await states(test)).toEqual(['password-changed sent'])
  })
})

describeDomain('Templates', (open) => {
  it('are used after a change, and reset to the text of this release', async () => {
    const test = open()
    await using smtp = await startSmtpServer()
    await setUpMail(test, smtp.port)
    const key = { kind: 'password-changed', language: 'en' } as const
    const changed = await changeMailTemplate(test.ctx, { ...key, subject: 'Own', text: 'Dear {{name}}.' })
    expect(changed).toMatchObject({ isChanged: true, subject: 'Own' })
    const { customer } = await onboardCustomer(test.ctx, newCustomer({ fullName: '<b>Ada</b>' }))
    await changeCustomer(test.ctx, { id: customer.id, password: 'By-Staff-12' })
    await deliverDueMails(test.domain)
    expect(smtp.received[0]?.mail).toMatchObject({ subject: 'Own', text: 'Dear <b>Ada</b>.\n' })
    expect(smtp.received[0]?.mail.html).toContain('Dear &lt;b&gt;Ada&lt;/b&gt;.')
    await expect(
      changeMailTemplate(test.ctx, { ...key, subject: 'Own', text: '{{password}}' }),
    ).rejects.toMatchObject({ code: 'invalid-body', message: expect.stringContaining('{{password}}') })
    expect(await resetMailTemplate(test.ctx, key)).toMatchObject({ isChanged: false })
    const { items } = await listMailTemplates(test.ctx)
    expect(items.every(({ isChanged }) => !isChanged)).toBe(true)
  })
})

describeDomain('The language of a mail', (open) => {
  it('is that of the customer, then that of the settings, at the time of delivery', async () => {
    const test = open()
    await using smtp = await startSmtpServer()
    await setUpMail(test, smtp.port)
    const english = await onboardCustomer(test.ctx, newCustomer())
    const german = await onboardCustomer(test.ctx, newCustomer({ language: 'de' }))
    expect([english.customer.language, german.customer.language]).toEqual([null, 'de'])
    const password = 'a-New-Password-993'
    await changeCustomer(test.ctx, { id: english.customer.id, password })
    await changeCustomer(test.ctx, { id: german.customer.id, password })
    await deliverDueMails(test.domain)
    const subjectsOf = (to: string) =>
      smtp.received.filter(({ to: [first] }) => first === to).map(({ mail }) => mail.subject)
    expect(subjectsOf(english.customer.email)).toEqual(['Your password was changed'])
    expect(subjectsOf(german.customer.email)).toEqual(['Ihr Passwort wurde geändert'])

    await changeCustomer(test.ctx, { id: english.customer.id, password: `${password}b` })
    await changeCustomer(test.ctx, { id: german.customer.id, password: `${password}b`, language: 'en' })
    await setUpMail(test, smtp.port, { language: 'de' })
    await deliverDueMails(test.domain)
    expect(subjectsOf(english.customer.email).at(-1)).toBe('Ihr Passwort wurde geändert')
    expect(subjectsOf(german.customer.email).at(-1)).toBe('Your password was changed')
    expect((await outbox(test)).map(({ language }) => language).sort()).toEqual(['de', 'de', 'en', 'en'])
    const changes = (await auditOf(test)).filter(({ action }) => action === 'customer.change')
    expect(changes.at(-1)).toMatchObject({ before: { language: 'de' }, after: { language: 'en' } })
  })

  it('stays as saved if the settings are saved without it, and has its own changed templates', async () => {
    const test = open()
    await using smtp = await startSmtpServer()
    await setUpMail(test, smtp.port, { language: 'de' })
    await setUpMail(test, smtp.port)
    expect((await getMailSetup(test.ctx)).settings?.language).toBe('de')
    await changeMailTemplate(test.ctx, {
      kind: 'password-changed',
      language: 'de',
      subject: 'Hinweis für {{name}}',
      text: 'Hallo {{name}}',
    })
    const { customer } = await onboardCustomer(test.ctx, newCustomer({ fullName: 'Jürgen Groß' }))
    await changeCustomer(test.ctx, { id: customer.id, password: 'a-New-Password-993' })
    await deliverDueMails(test.domain)
    expect(smtp.received.map(({ mail }) => mail.subject)).toEqual(['Hinweis für Jürgen Groß'])
    const { items } = await listMailTemplates(test.ctx)
    const changed = items.filter(({ isChanged }) => isChanged)
    expect(changed).toMatchObject([{ kind: 'password-changed', language: 'de' }])
  })
})

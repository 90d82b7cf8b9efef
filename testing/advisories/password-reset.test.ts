import { createHash } from 'node:crypto'
import { expect, it } from 'vitest'
import { deliverDueMails } from '#server/domain/mail/index.ts'
import { onboardCustomer } from '#server/domain/onboarding/index.ts'
import { passwordLinks } from '#server/platform/auth/table.ts'
import { describeDomainOnEmbedded } from '../domain.ts'
import { newCustomer } from '../domain-steps.ts'
import { setUpMail, tokenIn } from '../mail-steps.ts'
import { startSmtpServer } from '../smtp-server.ts'
import { codeOf, openApi } from './open-api.ts'

const resets = '/api/v1/password-resets'

describeDomainOnEmbedded('A requested password reset', (open) => {
  // Class: host header poisoning of password reset links (CWE-640).
  it('mails a link to our own address, whatever Host and forwarding headers the request has', async () => {
    const test = open()
    await using smtp = await startSmtpServer()
    await setUpMail(test, smtp.port)
    const { ask } = await openApi(test)
    const { customer } = await onboardCustomer(test.ctx, newCustomer())
    const poisons: Record<string, string>[] = [
      { host: 'evil.example' },
      { host: 'billing.hosting.example@evil.example' },
      {
        'x-forwarded-host': 'evil.example',
        'x-forwarded-server': 'evil.example',
        'x-host': 'evil.example',
        'x-original-url': 'https://evil.example/',
        'x-forwarded-proto': 'http',
        forwarded: 'host=evil.example;proto=http',
      },
    ]
    for (const headers of poisons) {
      const answer = await ask('POST', resets, { body: { email: customer.email }, headers })
      expect(answer.status).toBe(200)
      await deliverDueMails(test.domain)
    }
    expect(smtp.received).toHaveLength(poisons.length)
    for (const { raw, mail } of smtp.received) {
      expect(mail.text).toContain('https://billing.hosting.example/set-password#')
      expect(raw).not.toContain('evil.example')
    }
  })

  it('is refused for a foreign Host if PUBLIC_URL is set', async () => {
    const { ask } = await openApi(open(), { publicUrl: 'https://billing.hosting.example' })
    const headers = { host: 'evil.example' }
    const answer = await ask('POST', resets, { body: { email: 'a@example.com' }, headers })
    expect([answer.status, codeOf(answer)]).toEqual([421, 'unknown-host'])
  })

  // Class: account enumeration by the password reset (CWE-204).
  it('has the same status, headers and body for a known, an unknown and a disabled login', async () => {
    const test = open()
    await using smtp = await startSmtpServer()
    await setUpMail(test, smtp.port)
    const { ask } = await openApi(test)
    const { customer: known } = await onboardCustomer(test.ctx, newCustomer())
    const { customer: disabled } = await onboardCustomer(test.ctx, newCustomer({ isActive: false }))
    const answers = []
    for (const email of [known.email, disabled.email, 'unknown@example.com']) {
      const { status, text, headers } = await ask('POST', resets, { body: { email } })
      headers.delete('x-request-id')
      answers.push({ status, text, headers: [...headers].toSorted() })
    }
    expect(answers[0]?.status).toBe(200)
    expect(answers[1]).toEqual(answers[0])
    expect(answers[2]).toEqual(answers[0])
  })

  // Class: predictable and reusable reset tokens (CWE-330, CWE-613).
  it('has a token of 256 bits that follows from nothing in the database, and works once', async () => {
    const test = open()
    await using smtp = await startSmtpServer()
    await setUpMail(test, smtp.port)
    const { ask } = await openApi(test)
    const tokens = new Set<string>()
    for (let turn = 0; turn < 5; turn += 1) {
      const { customer } = await onboardCustomer(test.ctx, newCustomer())
      await ask('POST', resets, { body: { email: customer.email } })
      await deliverDueMails(test.domain)
      tokens.add(tokenIn(smtp.received.at(-1)?.mail.text))
    }
    expect(tokens.size).toBe(5)
    const rows = await test.database.db.select().from(passwordLinks)
    const derived = rows.flatMap(({ id, userId, tokenHash }) =>
      [id, userId, tokenHash, `${userId}${id}`].flatMap((text) => [
        text,
        createHash('sha256').update(text).digest('base64url'),
        Buffer.from(text).toString('base64url'),
      ]),
    )
    for (const token of tokens) {
      expect(Buffer.from(token, 'base64url')).toHaveLength(32)
      expect(derived).not.toContain(token)
    }
    const [token = ''] = tokens
    const use = (password: string) => ask('POST', '/api/v1/password-links/use', { body: { token, password } })
    expect((await use('Walrus-Lamp-3307')).status).toBe(200)
    expect(codeOf(await use('Walrus-Lamp-3308'))).toBe('password-link-invalid')
    // A changed last character may decode to the same bytes. It is another token all the same.
    const [, , other = ''] = tokens
    for (const near of [`${other}=`, `${other} `, other.toLowerCase(), other.slice(0, -1), `${other}A`]) {
      const body = { token: near, password: 'Walrus-Lamp-3309' }
      expect(codeOf(await ask('POST', '/api/v1/password-links/use', { body }))).toBe('password-link-invalid')
    }
  })

  // Class: a one-time link that is used several times at the same moment (CWE-362).
  it('sets one password if its link is used ten times at the same moment', async () => {
    const test = open()
    await using smtp = await startSmtpServer()
    await setUpMail(test, smtp.port)
    const { ask, signIn } = await openApi(test)
    const { customer } = await onboardCustomer(test.ctx, newCustomer())
    await ask('POST', resets, { body: { email: customer.email } })
    await deliverDueMails(test.domain)
    const token = tokenIn(smtp.received.at(-1)?.mail.text)
    const passwords = Array.from({ length: 10 }, (_, n) => `Walrus-Lamp-330${n}`)
    const answers = await Promise.all(
      passwords.map((password) => ask('POST', '/api/v1/password-links/use', { body: { token, password } })),
    )
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, ...Array(9).fill(403)])
    const winner = passwords[answers.findIndex(({ status }) => status === 200)] ?? ''
    expect(await signIn({ email: customer.email, password: winner })).not.toBe('')
  })
})

import { describe, expect, it } from 'vitest'
import { openSocket } from '#server/platform/outbound/index.ts'
import { startSmtpServer, startTcpServer, testAuthority } from '#testing/smtp-server.ts'
import { createMailer, type Message, type SmtpServer } from './index.ts'
import { redactReply } from './redact.ts'

const message = (change: Partial<Message> = {}): Message => ({
  messageId: '1@hosting.example',
  from: { name: 'Example Hosting', address: 'no-reply@hosting.example' },
  to: { name: 'Ada Lovelace', address: 'ada@example.com' },
  subject: 'Hello',
  text: 'A text.',
  html: '<p>A text.</p>',
  date: new Date('2026-03-01T08:00:00Z'),
  ...change,
})

const mailer = (options: { allowedNetworks?: string[]; deadlineMs?: number; ca?: string } = {}) =>
  createMailer({
    dial: (to) =>
      openSocket(to, { allowedNetworks: options.allowedNetworks ?? ['127.0.0.0/8'], timeoutMs: 10_000 }),
    deadlineMs: options.deadlineMs ?? 15_000,
    ca: options.ca ?? testAuthority(),
  })

const to = (port: number, change: Partial<SmtpServer> = {}): SmtpServer => ({
  host: '127.0.0.1',
  port,
  tls: 'none',
  login: null,
  ...change,
})

const login = { username: 'mailer', password: 'Mail-Pass-4471' }

describe('The mailer', () => {
  it('sends text and HTML with the given Message-ID and date', async () => {
    await using server = await startSmtpServer()
    await mailer().send(to(server.port), message())
    expect(server.received).toMatchObject([{ to: ['ada@example.com'], secure: false, login: null }])
    expect(server.received[0]?.mail).toMatchObject({
      subject: 'Hello',
      messageId: '<1@hosting.example>',
      from: { name: 'Example Hosting', address: 'no-reply@hosting.example' },
      text: 'A text.\n',
    })
    expect(server.received[0]?.mail.html).toContain('<p>A text.</p>')
    expect(server.received[0]?.raw).toMatch(/^Auto-Submitted: auto-generated\r?$/m)
  })

  it.each(['implicit', 'starttls'] as const)('signs in only under TLS (%s)', async (tls) => {
    await using server = await startSmtpServer({ tls, auth: true })
    await mailer().send(to(server.port, { tls, login, host: 'localhost' }), message())
    expect(server.received).toMatchObject([{ secure: true, login }])
  })

  it('sends no password if the server does not offer STARTTLS', async () => {
    await using server = await startSmtpServer({ auth: true })
    const sent = mailer().send(to(server.port, { tls: 'starttls', login }), message())
    await expect(sent).rejects.toMatchObject({
      permanent: false,
      message: expect.stringContaining('cannot be trusted'),
    })
    expect(server.received).toEqual([])
  })

  it.each([
    ['self-signed', 'self-signed'],
    ['expired', 'expired'],
    ['other-name', 'another name'],
  ])('refuses the certificate "%s" and sends nothing', async (certificate, words) => {
    for (const tls of ['implicit', 'starttls'] as const) {
      await using server = await startSmtpServer({ tls, certificate, auth: true })
      const sent = mailer().send(to(server.port, { tls, login, host: 'localhost' }), message())
      await expect(sent).rejects.toMatchObject({
        permanent: false,
        message: expect.stringContaining(words),
      })
      expect(server.received).toEqual([])
    }
  })

  it.each([
    [{ at: 'rcpt', code: 451, text: 'Greylisted, try later' }, false],
    [{ at: 'rcpt', code: 550, text: 'No such user' }, true],
    [{ at: 'data', code: 452, text: 'Out of space' }, false],
    [{ at: 'data', code: 554, text: 'Looks like spam' }, true],
  ] as const)('reports %j with the words of the server', async (fault, permanent) => {
    await using server = await startSmtpServer()
    server.fail(fault)
    await expect(mailer().send(to(server.port), message())).rejects.toMatchObject({
      permanent,
      message: expect.stringContaining(fault.text),
    })
  })

  it('treats a refused password as a problem of the settings, without repeating it', async () => {
    await using server = await startSmtpServer({ tls: 'implicit', auth: true })
    server.fail({ at: 'auth', code: 535, text: `Bad password ${login.password}` })
    const error = await mailer()
      .send(to(server.port, { tls: 'implicit', login, host: 'localhost' }), message())
      .catch((caught: Error) => caught)
    expect(error).toMatchObject({ permanent: false })
    expect(String(error)).toContain('refused the username or password')
    expect(String(error)).not.toContain(login.password)
  })

  it('reports a connection that is cut after the message as temporary', async () => {
    await using server = await startSmtpServer()
    server.fail({ at: 'drop' })
    await expect(mailer().send(to(server.port), message())).rejects.toMatchObject({ permanent: false })
    expect(server.dropped).toHaveLength(1)
  })

  it('stops at its deadline, and when it is closed', async () => {
    await using server = await startSmtpServer()
    server.fail({ at: 'hang' }, { at: 'hang' })
    await expect(mailer({ deadlineMs: 300 }).send(to(server.port), message())).rejects.toMatchObject({
      permanent: false,
      message: expect.stringContaining('too long'),
    })
    const closing = mailer()
    const sent = closing.send(to(server.port), message())
    sent.catch(() => undefined)
    closing.close()
    await expect(sent).rejects.toMatchObject({ permanent: false })
  })

  it('shows nothing of a port that is no mail server', async () => {
    await using server = await startTcpServer('INTERNAL-SECRET-PAGE token=abc123\r\n')
    const error = await mailer()
      .send(to(server.port), message())
      .catch((caught: Error) => caught)
    expect(String(error)).toContain('did not respond like a mail server')
    expect(String(error)).not.toContain('INTERNAL-SECRET')
  })

  it('follows the address policy of requests to panels', async () => {
    await using server = await startSmtpServer()
    const strict = mailer({ allowedNetworks: [] })
    await expect(strict.send(to(server.port), message())).rejects.toMatchObject({
      message: expect.stringContaining('loopback'),
    })
    await expect(strict.send(to(25, { host: '169.254.169.254' }), message())).rejects.toMatchObject({
      message: expect.stringContaining('link-local'),
    })
    expect(server.connections).toBe(0)
  })

  it('resolves the name once', async () => {
    await using server = await startSmtpServer()
    const asked: string[] = []
    const resolve = async (name: string) => {
      asked.push(name)
      return [{ address: asked.length === 1 ? '127.0.0.1' : '169.254.169.254', family: 4 }]
    }
    const pinned = createMailer({
      dial: (to) => openSocket(to, { allowedNetworks: ['127.0.0.1/32'], timeoutMs: 10_000, resolve }),
      deadlineMs: 15_000,
    })
    await pinned.send(to(server.port, { host: 'smtp.hosting.example' }), message())
    expect(asked).toEqual(['smtp.hosting.example'])
    expect(server.received).toHaveLength(1)
  })

  it.each([
    ['CR LF', 'Ada\r\nBcc: mallory@evil.example\r\n\r\nAn own body'],
    ['a bare LF', 'Ada\nBcc: mallory@evil.example'],
    ['NUL', 'Ada\0Bcc: mallory@evil.example'],
    ['a line separator', 'Ada\u2028Bcc: mallory@evil.example'],
    ['bidirectional controls', 'Ada \u202Emoc.live@yrollam\u202C'],
    ['an address of its own', '"x" <mallory@evil.example>, Ada'],
    ['10 kB', 'A'.repeat(10_240)],
    ['half a surrogate pair', 'Ada \uD800'],
  ])('adds no header and no recipient for a name with %s', async (_, name) => {
    await using server = await startSmtpServer()
    await mailer().send(
      to(server.port),
      message({
        to: { name, address: 'ada@example.com' },
        from: { name, address: 'no-reply@hosting.example' },
        subject: name,
      }),
    )
    const [got] = server.received
    expect(got?.to).toEqual(['ada@example.com'])
    expect(got?.mail.bcc).toBeUndefined()
    expect(got?.mail.to).toHaveLength(1)
    expect(got?.mail.to?.[0]).toMatchObject({ address: 'ada@example.com' })
    expect(got?.mail.from).toMatchObject({ address: 'no-reply@hosting.example' })
    expect(got?.mail.text?.trim()).toBe('A text.')
    expect(got?.raw).not.toMatch(/^bcc:/im)
    expect(got?.mail.subject?.length).toBeLessThanOrEqual(200)
    expect(got?.mail.subject).not.toMatch(/[\u202A-\u202E\u2066-\u2069]/)
  })

  it('refuses an address that is more than an address', async () => {
    await using server = await startSmtpServer()
    for (const address of [
      'ada@example.com, mallory@evil.example',
      'ada@example.com\r\nRCPT TO:<m@evil.example>',
    ])
      await expect(
        mailer().send(to(server.port), message({ to: { name: 'Ada', address } })),
      ).rejects.toMatchObject({ permanent: true })
    expect(server.connections).toBe(0)
  })
})

describe('The reply of a mail server', () => {
  it('is shown as one short line without credentials, links and tokens', () => {
    const token = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQ'
    const base64 = Buffer.from(`\0${login.username}\0${login.password}`).toString('base64')
    const reply = `550 5.7.1 ${login.password} ${base64}\r\nsee https://evil.example/x ${token} \u202E${'x '.repeat(300)}`
    const shown = redactReply(reply, login)
    for (const hidden of [login.password, base64, 'evil.example', token, '\n', '\u202E'])
      expect(shown).not.toContain(hidden)
    expect(shown.length).toBeLessThanOrEqual(201)
    expect(shown).toMatch(/^550 5\.7\.1/)
  })
})

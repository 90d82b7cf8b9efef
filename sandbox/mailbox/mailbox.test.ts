import { request } from 'node:http'
import { createTransport } from 'nodemailer'
import { expect, it } from 'vitest'
import { startMailbox } from './mailbox.ts'

const open = async () => {
  const mailbox = await startMailbox({ smtpPort: 0, port: 0 })
  return { mailbox, [Symbol.asyncDispose]: () => mailbox.close() }
}

it('receives a mail and shows it on its page, with its links and without its markup', async () => {
  await using opened = await open()
  const { mailbox } = opened
  const transport = createTransport({ host: '127.0.0.1', port: mailbox.smtpPort, ignoreTLS: true })
  await transport.sendMail({
    from: 'no-reply@hosting.example',
    to: 'ada@example.com',
    subject: 'Schöne Grüße <script>alert(1)</script>',
    text: 'Open https://billing.example/set-password#token-1 <b>now</b>',
    attachments: [{ filename: '<i>INV-1.pdf', content: 'x' }],
  })
  expect(mailbox.mails).toMatchObject([{ to: ['ada@example.com'], from: 'no-reply@hosting.example' }])
  const answer = await fetch(mailbox.url)
  const page = await answer.text()
  expect(page).toContain('Schöne Grüße &lt;script&gt;')
  expect(page).toContain('<a href="https://billing.example/set-password#token-1"')
  expect(page).toContain('&lt;b&gt;now')
  expect(page).toContain('Attached: <bdi>&lt;i&gt;INV-1.pdf</bdi>')
  expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'")
  expect(await (await fetch(`${mailbox.url}/api/mails`)).json()).toHaveLength(1)
})

it('keeps the newest 200 mails, newest first', async () => {
  await using opened = await open()
  const { mailbox } = opened
  const transport = createTransport({
    host: '127.0.0.1',
    port: mailbox.smtpPort,
    ignoreTLS: true,
    pool: true,
  })
  for (let count = 1; count <= 203; count += 1)
    await transport.sendMail({
      from: 'a@example.com',
      to: 'b@example.com',
      subject: `Mail ${count}`,
      text: '',
    })
  transport.close()
  expect(mailbox.mails).toHaveLength(200)
  expect(mailbox.mails[0]?.subject).toBe('Mail 203')
})

it('serves its page only to this machine', async () => {
  await using opened = await open()
  const { port } = new URL(opened.mailbox.url)
  const status = await new Promise((resolve, reject) => {
    const asked = request({ host: '127.0.0.1', port, headers: { host: 'rebound.example' } }, (answer) => {
      answer.resume()
      resolve(answer.statusCode)
    })
    asked.on('error', reject).end()
  })
  expect(status).toBe(403)
})

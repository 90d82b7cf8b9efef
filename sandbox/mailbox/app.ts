import { Hono } from 'hono'
import { html } from 'hono/html'
import type { SandboxEnv } from '../env.ts'
import { onlyThisMachine } from '../loopback.ts'
import { style } from '../page/style.ts'
import type { ReceivedMail } from './received-mail.ts'

/** The text with its links as links. `html` escapes both. */
const withLinks = (text: string) =>
  text
    .split(/(https?:\/\/[^\s<>"]+)/)
    .map((part, index) =>
      index % 2 === 1 ? html`<a href="${part}" rel="noreferrer" target="_blank">${part}</a>` : html`${part}`,
    )

const mailView = (mail: ReceivedMail) => html`<article>
    <h2><bdi>${mail.subject}</bdi></h2>
    <p class="soft">To <bdi>${mail.to.join(', ')}</bdi>, from <bdi>${mail.from}</bdi>, ${mail.at}</p>
    ${mail.attachments.length === 0 ? '' : html`<p class="soft">Attached: <bdi>${mail.attachments.join(', ')}</bdi></p>`}
    <pre class="scroll" tabindex="0">${withLinks(mail.text)}</pre>
  </article>`

/** The page of the mailbox, newest mail first, and the same mails as JSON. */
export function mailboxApp(mails: readonly ReceivedMail[]): Hono<SandboxEnv> {
  const app = new Hono<SandboxEnv>()
  app.use(onlyThisMachine)
  app.use(async (c, next) => {
    await next()
    c.header('content-security-policy', "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'")
    c.header('referrer-policy', 'no-referrer')
    c.header('cache-control', 'no-store')
  })
  app.get('/api/mails', (c) => c.json(mails))
  app.get('/', (c) =>
    c.html(html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Sandbox mailbox</title><style>${style}pre { padding: .75rem 1rem; white-space: pre-wrap; overflow-wrap: anywhere; }</style></head>
<body><h1>Sandbox mailbox</h1>
<p class="soft">Every mail of the demo arrives here. Nothing is sent to its recipient. Reload the page to see new mails.</p>
${mails.length === 0 ? html`<p>No mail yet.</p>` : mails.map(mailView)}
</body></html>`),
  )
  return app
}

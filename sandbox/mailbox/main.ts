import { startMailbox } from './mailbox.ts'

const portOf = (name: string, fallback: string) => Number(process.env[name] ?? fallback)

const mailbox = await startMailbox({
  smtpPort: portOf('MAILBOX_SMTP_PORT', '9026'),
  port: portOf('MAILBOX_PORT', '9025'),
})
for (const signal of ['SIGTERM', 'SIGINT'] as const)
  process.once(signal, async () => {
    await mailbox.close()
    process.exit(0)
  })
process.stdout.write(`Mailbox: SMTP on port ${mailbox.smtpPort}; its page is ${mailbox.url}/\n`)

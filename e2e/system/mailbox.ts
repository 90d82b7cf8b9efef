import { z } from 'zod'
import { startProgram } from './program.ts'

const announced = /SMTP on port (\d+); its page is (http:\/\/\S+?)\/\s/
const mails = z.array(
  z.object({
    to: z.array(z.string()),
    subject: z.string(),
    text: z.string(),
    messageId: z.string(),
    attachments: z.array(z.string()),
  }),
)
export type MailboxMail = z.infer<typeof mails>[number]

export interface Mailbox {
  /** Its page lists the received mails. */
  readonly url: string
  readonly smtpPort: number
  /** Newest first. */
  mails(): Promise<readonly MailboxMail[]>
  close(): Promise<void>
}

/** The mailbox of the demo in a separate process. */
export async function startMailbox(): Promise<Mailbox> {
  const program = await startProgram(
    'sandbox/mailbox/main.ts',
    { MAILBOX_PORT: '0', MAILBOX_SMTP_PORT: '0' },
    announced,
  )
  const [, smtpPort = '', url = ''] = program.started
  return {
    url,
    smtpPort: Number(smtpPort),
    mails: async () => mails.parse(await (await fetch(`${url}/api/mails`)).json()),
    close: () => program.stop(),
  }
}

export interface ReceivedMail {
  readonly id: number
  readonly at: string
  /** The recipients of the SMTP envelope. */
  readonly to: readonly string[]
  readonly from: string
  readonly subject: string
  readonly text: string
  readonly messageId: string
  /** File names. The files are not kept. */
  readonly attachments: readonly string[]
}

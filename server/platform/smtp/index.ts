export { SmtpError, type SmtpServer } from './failure.ts'
export { type Attachment, createMailer, type Mailer, type Message } from './mailer.ts'

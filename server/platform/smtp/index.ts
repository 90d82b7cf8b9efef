export { SmtpError, type SmtpServer } from './failure.ts'
export { createMailer, type Mailer, type Message } from './mailer.ts'

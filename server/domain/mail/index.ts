export { deliverDueMails, deliveryTickMs } from './deliver.ts'
export { queueDocumentMails } from './document-mails.ts'
export {
  emailChangeHash,
  emailChangeToken,
  emailChangeValidMs,
} from './email-change-link.ts'
export { listMails } from './list.ts'
export { queueEmailNotices, queueFactorsNotice, queuePasswordNotice } from './notices.ts'
export { cancelConfirmations } from './outbox.ts'
export { amountsText } from './owed-now.ts'
export { purgeMails } from './purge.ts'
export { mailPart, queueMail, queueStaffMail, staffMailPart, welcomePart } from './queue.ts'
export { resendMail } from './resend.ts'
export { sendTestMail } from './send-test.ts'
export {
  changeMailSettings,
  getMailSetup,
  readMailSettings,
  resealMailPassword,
  smtpServerOf,
  turnOffMail,
} from './settings.ts'
export {
  changeMailTemplate,
  listMailTemplates,
  previewMailTemplate,
  resetMailTemplate,
} from './templates.ts'

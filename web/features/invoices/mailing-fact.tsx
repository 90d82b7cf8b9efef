import { Link } from '@tanstack/react-router'
import type { Invoice } from '#contracts/invoices/schemas.ts'
import { useMay } from '../../shared/session/may.tsx'
import { Time } from '../../ui/time.tsx'
import { Sentence } from '../../ui/user-text.tsx'
import { words } from '../../words/index.ts'

const text = words.invoices.mailing

/** Whether the document was mailed to its customer, with a link to the mail if it was not sent. */
export function MailingFact({ invoice: { mailing, customerId } }: { invoice: Invoice }) {
  const may = useMay()
  if (mailing === null) return text.notMailed
  const { state, recipient } = mailing
  const sentAt = mailing.sentAt ?? mailing.mailedAt
  return (
    <>
      {sentAt && (
        <>
          {text.mailed} <Time iso={sentAt} as="moment" />
          {state !== 'sent' && ' · '}
        </>
      )}
      {state !== 'sent' && text[state]}
      {recipient && (
        <>
          {' '}
          <Sentence text={text.to} values={[recipient]} />
        </>
      )}
      {state !== 'sent' && may('mail.read') && (
        <>
          {' · '}
          <Link to="/customers/$customerId/mail" params={{ customerId }} className="underline">
            {text.details}
          </Link>
        </>
      )}
    </>
  )
}

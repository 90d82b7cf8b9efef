import { useParams } from '@tanstack/react-router'
import { MailList } from '../../features/mail/mail-list.tsx'

export function CustomerMailTab() {
  const { customerId } = useParams({ from: '/staff/customers/$customerId' })
  return <MailList customerId={customerId} />
}

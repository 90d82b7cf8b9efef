import { useParams } from '@tanstack/react-router'
import { AuditList } from '../../features/customers/audit-list.tsx'

export function CustomerAuditTab() {
  const { customerId } = useParams({ from: '/staff/customers/$customerId' })
  return <AuditList customerId={customerId} />
}

import { useParams } from '@tanstack/react-router'
import { CustomerAudit } from '../../features/audit/customer-audit.tsx'

export function CustomerAuditTab() {
  const { customerId } = useParams({ from: '/staff/customers/$customerId' })
  return <CustomerAudit customerId={customerId} />
}

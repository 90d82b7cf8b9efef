import type { ComponentProps } from 'react'
import { AddCustomerDialog } from '../../features/onboarding/add-customer-dialog.tsx'
import { Timeline } from '../../features/operations/timeline.tsx'

/** The Add Customer dialog with the timeline of what it starts. */
export function AddCustomer(props: Omit<ComponentProps<typeof AddCustomerDialog>, 'timeline'>) {
  return <AddCustomerDialog {...props} timeline={({ timeline }) => <Timeline entries={timeline} />} />
}

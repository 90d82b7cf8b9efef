import type { CustomerSort } from '#contracts/customer.ts'

/** What of the list is shown, as it stands in the URL. */
export interface CustomerFilter {
  search?: string | undefined
  status?: 'active' | 'inactive' | undefined
  sort?: CustomerSort | undefined
}

export const customerSorts: readonly CustomerSort[] = ['-createdAt', 'createdAt', 'email', 'fullName']

export { listAuditOfCustomer } from './audit.ts'
export { changeCustomer } from './change.ts'
export { exportCustomers } from './export.ts'
export { throughIndexesOnly } from './find.ts'
export { customerParts } from './insert.ts'
export { listCustomers } from './list.ts'
export { matchingCustomerIds } from './matching-ids.ts'
export { getOwnDetails } from './own.ts'
export {
  customerColumns,
  findCustomerIdOfUser,
  getCustomer,
  presentCustomer,
  readCustomer,
} from './read.ts'
export { resetCustomerFactors } from './reset-factors.ts'
export { findable, isEmail, occurring, splitEmail, wordsOf } from './search.ts'
export { findSimilarCustomers } from './similar.ts'

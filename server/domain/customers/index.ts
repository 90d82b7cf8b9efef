export { listAuditOfCustomer } from './audit.ts'
export { changeCustomer } from './change.ts'
export { exportCustomers } from './export.ts'
export { customerParts } from './insert.ts'
export { listCustomers } from './list.ts'
export { getOwnDetails } from './own.ts'
export {
  customerColumns,
  findCustomerIdOfUser,
  getCustomer,
  presentCustomer,
  readCustomer,
} from './read.ts'
export { resetCustomerFactors } from './reset-factors.ts'
export { findSimilarCustomers } from './similar.ts'

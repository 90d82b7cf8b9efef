export { changeCustomer } from './change.ts'
export { insertCustomer } from './insert.ts'
export { findCustomerIdOfUser, getCustomer, listCustomers, readCustomer } from './read.ts'
export { findSimilarCustomers } from './similar.ts'

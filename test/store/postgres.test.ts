import { describeStore } from './conformance.ts'
import { createPostgresBackend } from './postgres-backend.ts'

describeStore(createPostgresBackend())

/**
 * Decisions of every verb about Rollouts and routes, with proposals, evidence and keys of requests.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('decisions', table => {
    table.renameColumn('namespace', 'target_namespace');
    table.renameColumn('workload', 'target_name');
  });
  await knex.schema.alterTable('decisions', table => {
    table
      .string('target_kind', 32)
      .notNullable()
      .defaultTo('Rollout')
      .comment('Rollout or VirtualService');
    table.text('service_namespace').notNullable().defaultTo('');
    table.text('service_name').notNullable().defaultTo('');
    table.string('revision', 63).nullable();
    table.double('weight').nullable();
    table.boolean('override').nullable();
    table
      .text('evidence')
      .nullable()
      .comment('How the delivery did when it was decided, as JSON');
    table
      .text('sending')
      .nullable()
      .comment('What was about to be sent to the cluster, as JSON');
    table.dateTime('approval_expires_at').nullable();
    table.text('approved_by').nullable();
    table.dateTime('approved_at').nullable();
    table.string('request_key', 128).nullable();
    table.string('request_digest', 64).nullable();
    table.unique(['entity_ref', 'decided_by', 'request_key'], {
      indexName: 'decisions_request_idx',
    });
    table.index(['updated_at'], 'decisions_updated_idx');
  });
  // Until now every decision was a promote that was reached by a Service of the Rollout's name, as far as is known, and
  // an open one has been sent, as far as is known.
  await knex('decisions').update({
    service_namespace: knex.ref('target_namespace'),
    service_name: knex.ref('target_name'),
    sending: JSON.stringify({ requests: 1 }),
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  // Decisions that the table could not hold before.
  await knex('decisions')
    .whereNot({ target_kind: 'Rollout' })
    .orWhereNot({ verb: 'promote' })
    .orWhereNotIn('state', ['requested', 'applied', 'confirmed', 'failed'])
    .delete();
  await knex.schema.alterTable('decisions', table => {
    table.dropUnique(
      ['entity_ref', 'decided_by', 'request_key'],
      'decisions_request_idx',
    );
    table.dropIndex(['updated_at'], 'decisions_updated_idx');
    table.dropColumns(
      'target_kind',
      'service_namespace',
      'service_name',
      'revision',
      'weight',
      'override',
      'evidence',
      'sending',
      'approval_expires_at',
      'approved_by',
      'approved_at',
      'request_key',
      'request_digest',
    );
  });
  await knex.schema.alterTable('decisions', table => {
    table.renameColumn('target_namespace', 'namespace');
    table.renameColumn('target_name', 'workload');
  });
};

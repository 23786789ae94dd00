/**
 * The journal of decisions.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('decisions', table => {
    table.comment(
      'Who decided what about a delivery, what they saw, and what came of it',
    );
    table.string('id', 36).primary();
    table.text('entity_ref').notNullable();
    table.text('cluster').notNullable();
    table.text('namespace').notNullable();
    table.text('workload').notNullable();
    table.string('verb', 32).notNullable();
    table
      .string('state', 16)
      .notNullable()
      .comment('requested, applied, confirmed or failed');
    table.text('decided_by').notNullable();
    table.text('reason').nullable();
    table.text('seen').notNullable().comment('What its author saw, as JSON');
    table.text('outcome').nullable();
    table.dateTime('requested_at').notNullable();
    table.dateTime('updated_at').notNullable();
    table
      .dateTime('held_until')
      .notNullable()
      .comment(
        'Until then the process that wrote the row may still be at work on it',
      );
    table.index(['entity_ref', 'requested_at'], 'decisions_entity_idx');
    table.index(['state'], 'decisions_state_idx');
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('decisions');
};

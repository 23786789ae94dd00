/**
 * What owners have been told, so that it is told once.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('notices', table => {
    table.comment('What owners have been told of deliveries');
    table.text('cluster').notNullable();
    table
      .text('target')
      .notNullable()
      .comment('Kind, namespace and name of the object whose delivery it is');
    table.string('event', 16).notNullable();
    table
      .text('occasion')
      .notNullable()
      .comment('Which time it is that this happened to the target');
    table.text('recipient').notNullable().comment('Entity reference');
    table.dateTime('claimed_at').notNullable();
    table.primary(['cluster', 'target', 'event', 'occasion', 'recipient']);
    table.index(['claimed_at'], 'notices_claimed_at_idx');
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('notices');
};

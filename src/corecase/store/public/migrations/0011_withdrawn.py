"""What waits for a second person may be withdrawn by whoever asked.

Both tables stand behind no view of the register, so that none has to go meanwhile.
"""

from django.db import migrations, models

DECISIONS = ("TAKEN", "REFUSED", "RELEASED", "RETURNED", "WITHDRAWN")
STATES = ("ENTERED", "RELEASED", "RETURNED", "WITHDRAWN")


class Migration(migrations.Migration):
    """One more decision about a fact, and one more state of a link."""

    dependencies = [
        ("public", "0010_addresses"),
    ]

    operations = [
        migrations.RemoveConstraint(model_name="factdecision", name="fact_decision_state"),
        migrations.AddConstraint(
            model_name="factdecision",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", DECISIONS)), name="fact_decision_state"
            ),
        ),
        migrations.RemoveConstraint(model_name="linkentry", name="link_entry_state"),
        migrations.AddConstraint(
            model_name="linkentry",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", STATES)), name="link_entry_state"
            ),
        ),
        migrations.AddConstraint(
            model_name="linkentry",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "WITHDRAWN"), _negated=True),
                    models.Q(("decided_by", models.F("entered_by")), ("decided_by__isnull", False)),
                    _connector="OR",
                ),
                name="link_entry_withdrawn_by_own",
            ),
        ),
    ]

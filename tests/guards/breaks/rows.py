"""What every attempt needs: change a row past its model, or put it in a second time."""


def change(row, **fields):
    """Change columns of a row and nothing else."""
    type(row)._base_manager.filter(pk=row.pk).update(**fields)


def again(row, **fields):
    """Put the same row in again, with these columns different."""
    row.pk, row._state.adding = None, True
    for name, value in fields.items():
        setattr(row, name, value)
    row.save(force_insert=True)

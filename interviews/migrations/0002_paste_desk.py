
import django.core.validators
import django.db.models.deletion
import interviews.models.years
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('interviews', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='PasteSource',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('original', models.BinaryField(help_text='The bytes of the file, or of the pasted text in UTF-8.', verbose_name='original')),
                ('file_name', models.CharField(blank=True, max_length=255, verbose_name='name of the file')),
                ('clipboard_html', models.TextField(blank=True, verbose_name='page as pasted')),
                ('text', models.TextField(blank=True, verbose_name='text as read')),
                ('media', models.CharField(blank=True, max_length=20, verbose_name='format')),
                ('encoding', models.CharField(blank=True, max_length=40, verbose_name='encoding')),
                ('formatted', models.JSONField(blank=True, default=list, verbose_name='looks of passages')),
                ('digest', models.CharField(blank=True, db_index=True, max_length=64, verbose_name='digest of the text')),
            ],
            options={
                'verbose_name': 'pasted original',
                'verbose_name_plural': 'pasted originals',
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='Paste',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('status', models.CharField(choices=[('waiting', 'waiting'), ('saved', 'saved as an interview'), ('discarded', 'put away')], default='waiting', max_length=10, verbose_name='status')),
                ('error', models.TextField(blank=True, help_text='The original is kept all the same.', verbose_name='why it could not be read')),
                ('draft', models.JSONField(editable=False, null=True, verbose_name='draft')),
                ('step', models.PositiveIntegerField(default=0, editable=False, verbose_name='steps done')),
                ('version', models.PositiveIntegerField(default=1, editable=False, verbose_name='version')),
                ('opening', models.CharField(blank=True, editable=False, max_length=120, verbose_name='opening words')),
                ('layout', models.CharField(blank=True, editable=False, max_length=40, verbose_name='layout')),
                ('turn_count', models.PositiveIntegerField(default=0, editable=False, verbose_name='turns')),
                ('doubt_count', models.PositiveIntegerField(default=0, editable=False, verbose_name='doubts')),
                ('title', models.CharField(blank=True, max_length=300, verbose_name='title')),
                ('published_on', models.DateField(blank=True, help_text='The day on which the outlet published the interview. Empty when it is not known.', null=True, validators=[interviews.models.years.YearsBetween(1800, 2200)], verbose_name='date of publication')),
                ('place', models.CharField(blank=True, max_length=100, verbose_name='place')),
                ('source_url', models.URLField(blank=True, max_length=500, verbose_name='source')),
                ('language', models.CharField(choices=[('ar', 'Arabic'), ('ckb', 'Central Kurdish'), ('en', 'English')], default='ar', max_length=3, verbose_name='language')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='changed')),
                ('added_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='pastes', to=settings.AUTH_USER_MODEL, verbose_name='added by')),
                ('outlet', models.ForeignKey(blank=True, help_text='Leave empty as long as it is not known who published the interview.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='pastes', to='interviews.outlet', verbose_name='outlet')),
                ('topics', models.ManyToManyField(blank=True, related_name='pastes', to='interviews.topic', verbose_name='topics')),
                ('source', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='paste', to='interviews.pastesource', verbose_name='pasted original')),
            ],
            options={
                'verbose_name': 'pasted text',
                'verbose_name_plural': 'pasted texts',
                'ordering': ('-updated_at', '-pk'),
                'default_permissions': (),
            },
        ),
        migrations.AddField(
            model_name='interview',
            name='paste',
            field=models.OneToOneField(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='interview', to='interviews.paste', verbose_name='pasted text'),
        ),
        migrations.CreateModel(
            name='PasteStep',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField(validators=[django.core.validators.MinValueValidator(1)], verbose_name='number')),
                ('operation', models.CharField(max_length=40, verbose_name='operation')),
                ('change', models.JSONField(verbose_name='change')),
                ('at', models.DateTimeField(auto_now_add=True, verbose_name='when')),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='by')),
                ('paste', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='steps', to='interviews.paste', verbose_name='pasted text')),
            ],
            options={
                'verbose_name': 'step at a pasted text',
                'verbose_name_plural': 'steps at pasted texts',
                'ordering': ('paste', 'number'),
                'default_permissions': (),
            },
        ),
        migrations.AddConstraint(
            model_name='paste',
            constraint=models.CheckConstraint(condition=models.Q(('status__in', ['waiting', 'saved', 'discarded'])), name='paste_status_known'),
        ),
        migrations.AddConstraint(
            model_name='paste',
            constraint=models.CheckConstraint(condition=models.Q(('language__in', ['ar', 'ckb', 'en'])), name='paste_language_known'),
        ),
        migrations.AddConstraint(
            model_name='pastestep',
            constraint=models.UniqueConstraint(fields=('paste', 'number'), name='paste_step_once'),
        ),
    ]
